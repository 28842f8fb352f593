//! Types of secrets: which parts their value has, and which variables a run sees.

mod parts;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Harness;
pub use parts::OptionalParts;

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

/// One part of a type's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The member of the value's JSON.
    pub key: &'static str,
    /// The words beside the input.
    pub label: &'static str,
    /// Whether a value without it is whole.
    pub required: bool,
    /// Where a run finds it.
    pub injection: Injection,
}

/// Where a run finds a part of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Injection {
    /// In the variable that has the secret's own name.
    OwnName,
    /// In a variable that the type names.
    Variable(&'static str),
    /// In a file that the runner writes where the harness looks, and removes.
    CredentialFile,
    /// In the harness's configuration.
    HarnessConfig,
}

/// A word that is no type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the type is one of `raw_value`, `anthropic_api_key`, `anthropic_bedrock_api_key`, `anthropic_bedrock_access_key`, `anthropic_oauth`, `openai_api_key`"
)]
#[non_exhaustive]
pub struct UnknownType;

const fn field(key: &'static str, label: &'static str, injection: Injection) -> Field {
    Field { key, label, required: true, injection }
}

const fn optional(field: Field) -> Field {
    Field { required: false, ..field }
}

const AWS_REGION: Field = field("aws_region", "AWS region", Injection::Variable("AWS_REGION"));

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

    /// The parts of the value, in the order of its JSON.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        const RAW: &[Field] = &[field("value", "Value", Injection::OwnName)];
        const ANTHROPIC: &[Field] = &[field("api_key", "API key", Injection::Variable("ANTHROPIC_API_KEY"))];
        const BEDROCK_KEY: &[Field] = &[
            field("aws_bearer_token_bedrock", "Bedrock API key", Injection::Variable("AWS_BEARER_TOKEN_BEDROCK")),
            AWS_REGION,
        ];
        const BEDROCK_ACCESS: &[Field] = &[
            field("aws_access_key_id", "Access key ID", Injection::Variable("AWS_ACCESS_KEY_ID")),
            field("aws_secret_access_key", "Secret access key", Injection::Variable("AWS_SECRET_ACCESS_KEY")),
            optional(field("aws_session_token", "Session token", Injection::Variable("AWS_SESSION_TOKEN"))),
            AWS_REGION,
        ];
        const OAUTH: &[Field] = &[field("credentials", "Credential file", Injection::CredentialFile)];
        const OPENAI: &[Field] = &[
            field("api_key", "API key", Injection::Variable("OPENAI_API_KEY")),
            optional(field("base_url", "Base URL", Injection::HarnessConfig)),
        ];
        match self {
            Self::RawValue => RAW,
            Self::AnthropicApiKey => ANTHROPIC,
            Self::AnthropicBedrockApiKey => BEDROCK_KEY,
            Self::AnthropicBedrockAccessKey => BEDROCK_ACCESS,
            Self::AnthropicOauth => OAUTH,
            Self::OpenaiApiKey => OPENAI,
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
