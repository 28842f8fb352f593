//! What an agent is asked to do.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text of at most 65,536 characters; may be empty where something else says what to do. Line breaks are kept.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 65536))]
pub struct Prompt(String);

/// Why a text is no prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PromptError {
    /// Longer than [`Prompt::MAX_CHARS`].
    #[error("a prompt has at most 65,536 characters")]
    TooLong,
    /// A character that no command line can have.
    #[error("a prompt has no NUL character")]
    Nul,
}

impl PromptError {
    /// What a program can act on.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "prompt_too_long",
            Self::Nul => "prompt_nul",
        }
    }
}

impl Prompt {
    /// The longest prompt, in characters.
    pub const MAX_CHARS: usize = 65_536;

    /// Whether a text is one.
    ///
    /// # Errors
    ///
    /// The rule that it breaks.
    pub fn check(text: &str) -> Result<(), PromptError> {
        if text.chars().count() > Self::MAX_CHARS {
            Err(PromptError::TooLong)
        } else if text.contains('\0') {
            Err(PromptError::Nul)
        } else {
            Ok(())
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// People put into prompts what should stand in no log.
impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[prompt of {} bytes]", self.0.len())
    }
}

impl TryFrom<String> for Prompt {
    type Error = PromptError;

    fn try_from(text: String) -> Result<Self, PromptError> {
        Self::check(&text).map(|()| Self(text))
    }
}

impl From<Prompt> for String {
    fn from(prompt: Prompt) -> Self {
        prompt.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_any_text_of_bearable_length() {
        assert!(Prompt::try_from("Prüfe\n\tdas".to_owned()).is_ok());
        assert_eq!(Prompt::try_from("é".repeat(65_537)), Err(PromptError::TooLong));
        assert_eq!(Prompt::try_from("a\0b".to_owned()), Err(PromptError::Nul));
    }

    #[test]
    fn a_prompt_is_not_printed_by_accident() {
        assert_eq!(format!("{:?}", Prompt::try_from("canary".to_owned()).unwrap()), "[prompt of 6 bytes]");
    }
}
