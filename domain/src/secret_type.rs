//! Types of secrets: which parts their value has, and which variables a run sees.

mod field;
mod fields;
mod parts;
mod variables;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Harness;
pub use field::{Field, Format, FormatError, Injection, Input};
pub use parts::OptionalParts;
pub(crate) use variables::{Content, Slot};

/// What a secret is; never changes after creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SecretType {
    /// One variable of the secret's own name.
    RawValue,
    /// Claude Code with an Anthropic API key.
    AnthropicApiKey,
    /// Claude Code on Amazon Bedrock with a Bedrock API key.
    AnthropicBedrockApiKey,
    /// Claude Code on Amazon Bedrock with an AWS access key.
    AnthropicBedrockAccessKey,
    /// Claude Code with the credentials of its own sign-in.
    AnthropicOauth,
    /// Codex with an OpenAI API key.
    OpenaiApiKey,
}

/// A word that is no type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the type is one of `raw_value`, `anthropic_api_key`, `anthropic_bedrock_api_key`, `anthropic_bedrock_access_key`, `anthropic_oauth`, `openai_api_key`"
)]
#[non_exhaustive]
pub struct UnknownType;

impl SecretType {
    /// Every type, in the order in which people are offered them.
    pub const ALL: [Self; 6] = [
        Self::RawValue,
        Self::AnthropicApiKey,
        Self::AnthropicBedrockApiKey,
        Self::AnthropicBedrockAccessKey,
        Self::AnthropicOauth,
        Self::OpenaiApiKey,
    ];

    /// The word on the wire and in the binding.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RawValue => "raw_value",
            Self::AnthropicApiKey => "anthropic_api_key",
            Self::AnthropicBedrockApiKey => "anthropic_bedrock_api_key",
            Self::AnthropicBedrockAccessKey => "anthropic_bedrock_access_key",
            Self::AnthropicOauth => "anthropic_oauth",
            Self::OpenaiApiKey => "openai_api_key",
        }
    }

    /// The words that people see.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::RawValue => "Value",
            Self::AnthropicApiKey => "Claude Code key",
            Self::AnthropicBedrockApiKey => "Claude Code, Bedrock key",
            Self::AnthropicBedrockAccessKey => "Claude Code, AWS access key",
            Self::AnthropicOauth => "Claude Code sign-in",
            Self::OpenaiApiKey => "Codex key",
        }
    }

    /// The words that people see beside other types of the same [harness](Self::harness).
    #[must_use]
    pub fn short_label(self) -> &'static str {
        match self {
            Self::RawValue => "Value",
            Self::AnthropicApiKey | Self::OpenaiApiKey => "API key",
            Self::AnthropicBedrockApiKey => "Bedrock API key",
            Self::AnthropicBedrockAccessKey => "Bedrock access key",
            Self::AnthropicOauth => "OAuth credentials",
        }
    }

    /// The harness that signs in with it; `None` for raw values.
    #[must_use]
    pub fn harness(self) -> Option<Harness> {
        match self {
            Self::RawValue => None,
            Self::AnthropicApiKey
            | Self::AnthropicBedrockApiKey
            | Self::AnthropicBedrockAccessKey
            | Self::AnthropicOauth => Some(Harness::Claude),
            Self::OpenaiApiKey => Some(Harness::Codex),
        }
    }
}

impl fmt::Display for SecretType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SecretType {
    type Err = UnknownType;
    fn from_str(text: &str) -> Result<Self, UnknownType> {
        Self::ALL.into_iter().find(|t| t.as_str() == text).ok_or(UnknownType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_on_the_wire_is_the_word_in_the_binding() {
        for secret_type in SecretType::ALL {
            assert_eq!(serde_json::to_value(secret_type).unwrap(), secret_type.as_str());
            assert_eq!(secret_type.as_str().parse(), Ok(secret_type));
        }
    }

    #[test]
    fn every_type_has_a_required_part() {
        assert!(SecretType::ALL.iter().all(|t| t.fields().iter().any(|f| f.required)));
    }
}
