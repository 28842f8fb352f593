//! Whether a name can be taken, told while it is typed.

use oz_domain::{NameError, SecretName, SecretType};

use crate::secrets::edit::words::sentence;

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

/// Parses a raw value's name and compares it with the names that its owner has.
pub(super) fn check<'n>(text: &str, others: impl IntoIterator<Item = &'n str>) -> Result<SecretName, NameTrouble> {
    let name = SecretName::parse(text, SecretType::RawValue).map_err(NameTrouble::Rule)?;
    match others.into_iter().find(|other| other.eq_ignore_ascii_case(text)) {
        None => Ok(name),
        Some(other) if other == text => Err(NameTrouble::Taken),
        Some(other) => Err(NameTrouble::TakenByCase(other.to_owned())),
    }
}

/// The name that somebody who typed `text` most likely meant, if it can be taken.
pub(super) fn suggestion<'n>(text: &str, others: impl IntoIterator<Item = &'n str>) -> Option<SecretName> {
    let suggested = SecretName::suggest(text)?;
    check(suggested.as_str(), others).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_rule_has_its_own_sentence() {
        let told: Vec<String> = ["", "1A", "a-b", "a b", "PATH", "OZ_X", &"A".repeat(129)]
            .iter()
            .map(|text| check(text, []).unwrap_err().sentence())
            .collect();

        for (index, sentence) in told.iter().enumerate() {
            assert!(!told[..index].contains(sentence), "{sentence}");
            assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        }
    }

    #[test]
    fn a_taken_name_is_told_exactly_and_by_letter_case() {
        assert_eq!(check("TOKEN", ["TOKEN"]), Err(NameTrouble::Taken));
        assert_eq!(check("TOKEN", ["OTHER", "Token"]), Err(NameTrouble::TakenByCase("Token".to_owned())));
        assert!(check("TOKEN", ["TOKENS"]).is_ok());
    }

    #[test]
    fn what_is_suggested_can_be_taken() {
        assert_eq!(suggestion("my token", []).unwrap().as_str(), "MY_TOKEN");
        assert_eq!(suggestion("my token", ["MY_TOKEN"]), None);
    }
}
