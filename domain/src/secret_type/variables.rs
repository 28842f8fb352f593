//! What a secret becomes in a run: which part goes into which variable, or where else.

use super::{Field, Injection, OptionalParts, SecretType};

/// One place that a secret fills in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot<'n> {
    /// The variable; `None` for what is injected in another way.
    pub(crate) variable: Option<&'n str>,
    /// What it gets.
    pub(crate) content: Content,
}

/// What a place gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A part of the value.
    Part(&'static Field),
    /// A text that the type sets besides.
    Constant(&'static str),
}

impl SecretType {
    /// The variables that a run sees of a secret with this name and these optional parts; `renamed` is the `as` of the
    /// reference to it: then its [main part](Self::main_field) is in that variable, and nothing else anywhere.
    #[must_use]
    pub fn variables<'n>(self, name: &'n str, renamed: Option<&'n str>, parts: &OptionalParts) -> Vec<&'n str> {
        let there = |slot: &Slot| slot.content.is_there(|member| parts.has(member));
        self.slots(name, renamed).filter(there).filter_map(|slot| slot.variable).collect()
    }

    /// Every place that a secret can fill, in the order of its parts.
    pub(crate) fn slots<'n>(self, name: &'n str, renamed: Option<&'n str>) -> impl Iterator<Item = Slot<'n>> {
        let (fields, constants) = match renamed {
            Some(_) => (std::slice::from_ref(self.main_field()), [].as_slice()),
            None => (self.fields(), self.constants()),
        };
        let part = move |field: &'static Field| Slot {
            variable: renamed.or(field.injection.variable(name)),
            content: Content::Part(field),
        };
        let constant = |slot: &(_, _)| Slot { variable: Some(slot.0), content: Content::Constant(slot.1) };
        fields.iter().map(part).chain(constants.iter().map(constant))
    }
}

impl Content {
    /// Whether a value has it, if it has these optional parts.
    pub(crate) fn is_there(self, has: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Part(field) => field.required || has(field.key),
            Self::Constant(_) => true,
        }
    }
}

impl Injection {
    /// The variable, if it is one; `name` is the secret's own.
    #[must_use]
    pub fn variable(self, name: &str) -> Option<&str> {
        match self {
            Self::OwnName => Some(name),
            Self::Variable(variable) => Some(variable),
            Self::CredentialFile | Self::HarnessConfig => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_are_those_of_the_type() {
        let session = OptionalParts::among(SecretType::AnthropicBedrockAccessKey, ["aws_session_token"]);
        let none = OptionalParts::NONE;
        let of = |secret_type: SecretType, parts: &OptionalParts| secret_type.variables("NAME", None, parts).join(" ");

        assert_eq!(of(SecretType::RawValue, &none), "NAME");
        assert_eq!(of(SecretType::AnthropicApiKey, &none), "ANTHROPIC_API_KEY");
        assert_eq!(
            of(SecretType::AnthropicBedrockApiKey, &none),
            "AWS_BEARER_TOKEN_BEDROCK AWS_REGION CLAUDE_CODE_USE_BEDROCK"
        );
        assert_eq!(
            of(SecretType::AnthropicBedrockAccessKey, &session),
            "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION CLAUDE_CODE_USE_BEDROCK"
        );
        assert!(!of(SecretType::AnthropicBedrockAccessKey, &none).contains("SESSION"));
        assert_eq!(of(SecretType::AnthropicOauth, &none), "");
        assert_eq!(of(SecretType::OpenaiApiKey, &none), "OPENAI_API_KEY");
    }

    #[test]
    fn a_renamed_secret_is_its_main_part_in_one_variable() {
        for secret_type in SecretType::ALL {
            let slots: Vec<_> = secret_type.slots("NAME", Some("OTHER")).collect();

            assert_eq!(
                slots,
                [Slot { variable: Some("OTHER"), content: Content::Part(secret_type.main_field()) }],
                "{secret_type}"
            );
        }
    }
}
