//! Commands that prepare the place of a run before its agent starts. People put into them what they should not, so they
//! are shown to those who may see the environment, and stand in no log and no error.

use std::fmt;

use serde::{Deserialize, Serialize};

/// At most 100 commands of at most 4,096 characters each, in the order they run.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, max_items = 100))]
pub struct SetupCommands(Vec<String>);

/// Which rule the commands break. Entries count from 0; a command itself is never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupCommandsError {
    /// More than [`SetupCommands::MOST`].
    #[error("at most 100 setup commands")]
    TooMany,
    /// Nothing but white space.
    #[error("entry {0} is empty")]
    Empty(usize),
    /// Longer than [`SetupCommands::MAX_CHARS`].
    #[error("entry {0} has more than 4,096 characters")]
    TooLong(usize),
    /// A character that no command line can have.
    #[error("entry {0} has a NUL character")]
    Nul(usize),
}

impl SetupCommands {
    /// The most that a list has.
    pub const MOST: usize = 100;
    /// The longest command, in characters.
    pub const MAX_CHARS: usize = 4_096;

    /// The commands, in the order they run.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Debug for SetupCommands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} setup commands]", self.0.len())
    }
}

impl TryFrom<Vec<String>> for SetupCommands {
    type Error = SetupCommandsError;

    fn try_from(commands: Vec<String>) -> Result<Self, SetupCommandsError> {
        if commands.len() > Self::MOST {
            return Err(SetupCommandsError::TooMany);
        }
        for (index, command) in commands.iter().enumerate() {
            if command.trim().is_empty() {
                return Err(SetupCommandsError::Empty(index));
            }
            if command.chars().count() > Self::MAX_CHARS {
                return Err(SetupCommandsError::TooLong(index));
            }
            if command.contains('\0') {
                return Err(SetupCommandsError::Nul(index));
            }
        }
        Ok(Self(commands))
    }
}

impl From<SetupCommands> for Vec<String> {
    fn from(commands: SetupCommands) -> Self {
        commands.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(list: &[&str]) -> Result<SetupCommands, SetupCommandsError> {
        list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>().try_into()
    }

    #[test]
    fn a_hundred_long_commands_are_taken_and_no_more() {
        let long = "é".repeat(4096);

        assert!(commands(&[long.as_str(); 100]).is_ok());
        assert_eq!(commands(&["a"; 101]), Err(SetupCommandsError::TooMany));
        assert_eq!(commands(&["a", &format!("{long}é")]), Err(SetupCommandsError::TooLong(1)));
    }

    #[test]
    fn a_command_does_something_and_can_be_run() {
        assert_eq!(commands(&["a", " \n"]), Err(SetupCommandsError::Empty(1)));
        assert_eq!(commands(&["a\0b"]), Err(SetupCommandsError::Nul(0)));
        assert_eq!(commands(&["set -e\ncurl -fsSL example.com | sh\n"]).unwrap().as_slice().len(), 1);
    }

    #[test]
    fn a_command_is_repeated_nowhere() {
        let shown = format!("{:?}", commands(&["echo canary"]).unwrap());

        assert_eq!(shown, "[1 setup commands]");
        let error = serde_json::from_str::<SetupCommands>(&format!("[\"canary{}\"]", "x".repeat(4096))).unwrap_err();
        assert!(!error.to_string().contains("canary"));
    }
}
