//! The parts of each type.

use super::{Field, Format, Injection, Input, SecretType};

const fn masked(key: &'static str, label: &'static str, injection: Injection) -> Field {
    let input = Input::MaskedLine;
    Field { key, label, placeholder: "", help: "", input, format: Format::Filled, required: true, injection }
}

const fn optional(field: Field) -> Field {
    Field { required: false, ..field }
}

const RAW: &[Field] = &[Field {
    input: Input::MaskedLines,
    format: Format::Any,
    help: "Exactly as given, a line break at the end included.",
    ..masked("value", "Value", Injection::OwnName)
}];

const ANTHROPIC: &[Field] = &[Field {
    placeholder: "sk-ant-…",
    help: "From the Claude Console.",
    ..masked("api_key", "API key", Injection::Variable("ANTHROPIC_API_KEY"))
}];

const AWS_REGION: Field = Field {
    placeholder: "eu-west-1",
    help: "Where Bedrock is called.",
    input: Input::Line,
    format: Format::Region,
    ..masked("aws_region", "AWS region", Injection::Variable("AWS_REGION"))
};

const BEDROCK_KEY: &[Field] = &[
    Field {
        help: "From the Bedrock page of the AWS console.",
        ..masked("aws_bearer_token_bedrock", "Bedrock API key", Injection::Variable("AWS_BEARER_TOKEN_BEDROCK"))
    },
    AWS_REGION,
];

const BEDROCK_ACCESS: &[Field] = &[
    Field {
        placeholder: "AKIA…",
        input: Input::Line,
        help: "Of a user or role that may call Bedrock.",
        ..masked("aws_access_key_id", "Access key ID", Injection::Variable("AWS_ACCESS_KEY_ID"))
    },
    Field {
        help: "AWS showed it once, when the key was made.",
        ..masked("aws_secret_access_key", "Secret access key", Injection::Variable("AWS_SECRET_ACCESS_KEY"))
    },
    optional(Field {
        help: "Only for temporary keys.",
        ..masked("aws_session_token", "Session token", Injection::Variable("AWS_SESSION_TOKEN"))
    }),
    AWS_REGION,
];

const OAUTH: &[Field] = &[Field {
    placeholder: "{ … }",
    help: "The whole file in which Claude Code keeps its sign-in (.claude/.credentials.json).",
    input: Input::MaskedLines,
    format: Format::JsonObject,
    ..masked("credentials", "Credential file", Injection::CredentialFile)
}];

const OPENAI: &[Field] = &[
    Field {
        placeholder: "sk-…",
        help: "From the OpenAI platform.",
        ..masked("api_key", "API key", Injection::Variable("OPENAI_API_KEY"))
    },
    optional(Field {
        placeholder: "https://proxy.example.com/v1",
        help: "Only if Codex shall call another address than OpenAI's own.",
        input: Input::Line,
        format: Format::Url,
        ..masked("base_url", "Base URL", Injection::HarnessConfig)
    }),
];

impl SecretType {
    /// The parts of the value, in the order of its JSON.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::RawValue => RAW,
            Self::AnthropicApiKey => ANTHROPIC,
            Self::AnthropicBedrockApiKey => BEDROCK_KEY,
            Self::AnthropicBedrockAccessKey => BEDROCK_ACCESS,
            Self::AnthropicOauth => OAUTH,
            Self::OpenaiApiKey => OPENAI,
        }
    }

    /// The part that a reference's `as` puts into another variable; then no other part is injected.
    #[must_use]
    pub fn main_field(self) -> &'static Field {
        match self {
            Self::AnthropicBedrockAccessKey => &BEDROCK_ACCESS[1],
            _ => &self.fields()[0],
        }
    }

    /// Variables that a run sees besides the parts: name and value.
    #[must_use]
    pub fn constants(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::AnthropicBedrockApiKey | Self::AnthropicBedrockAccessKey => &[("CLAUDE_CODE_USE_BEDROCK", "1")],
            Self::RawValue | Self::AnthropicApiKey | Self::AnthropicOauth | Self::OpenaiApiKey => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_part_is_the_credential_itself() {
        let main: Vec<_> = SecretType::ALL.iter().map(|of| of.main_field().key).collect();

        assert_eq!(main.join(" "), "value api_key aws_bearer_token_bedrock aws_secret_access_key credentials api_key");
        assert!(SecretType::ALL.iter().all(|of| of.main_field().required && of.main_field().input != Input::Line));
    }

    #[test]
    fn every_part_can_be_filled_in_by_its_description() {
        for field in SecretType::ALL.iter().flat_map(|of| of.fields()) {
            assert!(
                field.help.ends_with('.') || field.help.ends_with(").") && !field.label.is_empty(),
                "{}",
                field.key
            );
        }
    }
}
