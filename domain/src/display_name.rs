//! What people call an environment, an agent or a schedule.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// 1 to 100 characters on one line, without spaces at either end. Any script; letter case is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 100))]
pub struct DisplayName(String);

/// Why a text is no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DisplayNameError {
    /// No text at all.
    #[error("a name is needed")]
    Empty,
    /// Longer than [`DisplayName::MAX_CHARS`].
    #[error("a name has at most 100 characters")]
    TooLong,
    /// A line break, a tab or another control character.
    #[error("a name is one line of text, without control characters")]
    ControlCharacter,
    /// A space where nobody sees it.
    #[error("a name neither starts nor ends with a space")]
    OuterSpace,
}

impl DisplayName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 100;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names may not share where names are unique, and what they are sorted by: the name without its letter
    /// case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for DisplayName {
    type Err = DisplayNameError;

    fn from_str(text: &str) -> Result<Self, DisplayNameError> {
        if text.is_empty() {
            Err(DisplayNameError::Empty)
        } else if text.chars().count() > Self::MAX_CHARS {
            Err(DisplayNameError::TooLong)
        } else if text.chars().any(char::is_control) {
            Err(DisplayNameError::ControlCharacter)
        } else if text.trim() != text {
            Err(DisplayNameError::OuterSpace)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl TryFrom<String> for DisplayName {
    type Error = DisplayNameError;
    fn try_from(text: String) -> Result<Self, DisplayNameError> {
        text.parse()
    }
}

impl From<DisplayName> for String {
    fn from(name: DisplayName) -> Self {
        name.0
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_people_can_see_whole() {
        assert_eq!("Opérations — nightly".parse::<DisplayName>().unwrap().folded(), "opérations — nightly");
        for (wrong, why) in [
            ("", DisplayNameError::Empty),
            (" a", DisplayNameError::OuterSpace),
            ("a\u{2003}", DisplayNameError::OuterSpace),
            ("a\nb", DisplayNameError::ControlCharacter),
        ] {
            assert_eq!(wrong.parse::<DisplayName>(), Err(why), "{wrong:?}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!("é".repeat(100).parse::<DisplayName>().is_ok());
        assert_eq!("é".repeat(101).parse::<DisplayName>(), Err(DisplayNameError::TooLong));
    }
}
