//! What a secret is for, in its owner's words. Stored and shown in the clear.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// At most 240 characters of text on one line; may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 240))]
pub struct Description(String);

/// Why a text is not a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DescriptionError {
    /// Longer than [`Description::MAX_CHARS`].
    #[error("a description has at most 240 characters")]
    TooLong,
    /// A line break, a tab or another control character.
    #[error("a description is one line of text, without control characters")]
    ControlCharacter,
}

impl Description {
    /// The longest description, in characters.
    pub const MAX_CHARS: usize = 240;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Description {
    type Err = DescriptionError;

    fn from_str(text: &str) -> Result<Self, DescriptionError> {
        if text.chars().count() > Self::MAX_CHARS {
            Err(DescriptionError::TooLong)
        } else if text.chars().any(char::is_control) {
            Err(DescriptionError::ControlCharacter)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Description {
    type Error = DescriptionError;
    fn try_from(text: String) -> Result<Self, DescriptionError> {
        text.parse()
    }
}

impl From<Description> for String {
    fn from(text: Description) -> Self {
        text.0
    }
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        assert!("é".repeat(240).parse::<Description>().is_ok());
        assert_eq!("é".repeat(241).parse::<Description>(), Err(DescriptionError::TooLong));
    }

    #[test]
    fn a_line_break_is_refused() {
        assert_eq!("a\nb".parse::<Description>(), Err(DescriptionError::ControlCharacter));
    }
}
