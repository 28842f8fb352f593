//! Whether a name can be taken, told while it is typed.

use oz_domain::{NameError, SecretName, SecretType};

use crate::words::sentence;

/// Why a name can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NameTrouble {
    /// It breaks a rule.
    Rule(NameError),
    /// A secret of this owner has it.
    Taken,
    /// A secret of this owner has it in other letter case.
    TakenByCase(String),
}

impl NameTrouble {
    /// In a sentence.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Rule(rule) => sentence(rule),
            Self::Taken => {
                "There is a secret of this name already. To change its value, use 'Replace value' in its row."
                    .to_owned()
            }
            Self::TakenByCase(other) => {
                format!("There is `{other}` already, and names may not differ by letter case alone.")
            }
        }
    }
}

/// Parses a name by the rules of its type and compares it with the names that its owner has.
pub(super) fn check<'n>(
    text: &str,
    secret_type: SecretType,
    others: impl IntoIterator<Item = &'n str>,
) -> Result<SecretName, NameTrouble> {
    let name = SecretName::parse(text, secret_type).map_err(NameTrouble::Rule)?;
    match others.into_iter().find(|other| other.eq_ignore_ascii_case(text)) {
        None => Ok(name),
        Some(other) if other == text => Err(NameTrouble::Taken),
        Some(other) => Err(NameTrouble::TakenByCase(other.to_owned())),
    }
}

/// The variable's name that somebody who typed `text` most likely meant, if it can be taken.
pub(super) fn suggestion<'n>(
    text: &str,
    secret_type: SecretType,
    others: impl IntoIterator<Item = &'n str>,
) -> Option<SecretName> {
    let suggested = SecretName::suggest(text).filter(|_| secret_type == SecretType::RawValue)?;
    check(suggested.as_str(), secret_type, others).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_rule_has_its_own_sentence() {
        let told: Vec<String> = ["", "1A", "a-b", "a b", "PATH", "OZ_X", &"A".repeat(129)]
            .iter()
            .map(|text| check(text, SecretType::RawValue, []).unwrap_err().sentence())
            .collect();

        for (index, sentence) in told.iter().enumerate() {
            assert!(!told[..index].contains(sentence), "{sentence}");
            assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        }
    }

    #[test]
    fn a_taken_name_is_told_exactly_and_by_letter_case() {
        assert_eq!(check("TOKEN", SecretType::RawValue, ["TOKEN"]), Err(NameTrouble::Taken));
        assert_eq!(
            check("TOKEN", SecretType::RawValue, ["OTHER", "Token"]),
            Err(NameTrouble::TakenByCase("Token".to_owned()))
        );
        assert!(check("TOKEN", SecretType::RawValue, ["TOKENS"]).is_ok());
    }

    #[test]
    fn what_is_suggested_can_be_taken() {
        assert_eq!(suggestion("my token", SecretType::RawValue, []).unwrap().as_str(), "MY_TOKEN");
        assert_eq!(suggestion("my token", SecretType::RawValue, ["MY_TOKEN"]), None);
    }

    #[test]
    fn a_provider_credential_has_a_label_for_a_name_and_no_variable_is_suggested() {
        assert!(check("Claude platform", SecretType::AnthropicApiKey, []).is_ok());
        assert!(check("Claude platform", SecretType::RawValue, []).is_err());
        assert_eq!(suggestion("(claude)", SecretType::AnthropicApiKey, []), None);
    }
}
