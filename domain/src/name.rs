//! Names of secrets: variable names for raw values, labels for provider credentials.

use std::fmt;

use serde::Serialize;

use crate::{
    SecretType,
    reserved::{Reserved, reserved},
};

/// A name that passed its type's rules. Case is kept.
///
/// There is no `Deserialize`: the rules depend on the type, so a request is read as text and parsed once with
/// [`SecretName::parse`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 128))]
pub struct SecretName(String);

/// Which rule a name breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// No name at all.
    #[error("a name is needed")]
    Empty,
    /// More than [`SecretName::MAX_LEN`] characters.
    #[error("a name has at most 128 characters")]
    TooLong,
    /// A variable name that starts with a digit.
    #[error("a variable name starts with a letter or `_`, not with a digit")]
    StartsWithDigit,
    /// A character that variable names can't have.
    #[error("a variable name has only letters without accents, digits and `_`, not {}", Quoted(*.0))]
    NotInVariable(char),
    /// A label that starts with neither a letter nor a digit.
    #[error("a name starts with a letter or a digit")]
    LabelStart,
    /// A label that ends in a space, where nobody sees it.
    #[error("a name doesn't end with a space")]
    LabelEnd,
    /// A character that labels can't have.
    #[error("a name has only letters without accents, digits, spaces, `.`, `_` and `-`, not {}", Quoted(*.0))]
    NotInLabel(char),
    /// A name that the machine, the shell or the runner needs for itself.
    #[error("this name can't be used: {0}")]
    Reserved(Reserved),
}

/// One character as a person can recognise it.
struct Quoted(char);

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' ' => f.write_str("a space"),
            c if c.is_control() || c.is_whitespace() => {
                write!(f, "an invisible character (U+{:04X})", u32::from(c))
            }
            c => write!(f, "`{c}`"),
        }
    }
}

impl SecretName {
    /// The longest name, in characters.
    pub const MAX_LEN: usize = 128;

    /// Parses a name by the rules of its type.
    ///
    /// # Errors
    ///
    /// The first rule that the name breaks.
    pub fn parse(text: &str, secret_type: SecretType) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        match secret_type {
            SecretType::RawValue => check_variable(text)?,
            _ => check_label(text)?,
        }
        if text.len() > Self::MAX_LEN {
            return Err(NameError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// Parses a name whose type isn't known, as it stands in a reference: what could be the name of some secret.
    ///
    /// # Errors
    ///
    /// The first rule that the name breaks: of variable names if it starts with `_`, else of labels.
    pub fn parse_reference(text: &str) -> Result<Self, NameError> {
        let any_type = if text.starts_with('_') { SecretType::RawValue } else { SecretType::AnthropicApiKey };
        Self::parse(text, any_type)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names of one owner may not share: the name without its letter case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The variable name that somebody who typed `text` most likely meant (`my key` → `MY_KEY`), if there is one
    /// that is allowed and differs from `text`.
    #[must_use]
    pub fn suggest(text: &str) -> Option<Self> {
        let upper: String =
            text.trim().to_uppercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let trimmed = upper.trim_matches('_');
        let name =
            if trimmed.starts_with(|c: char| c.is_ascii_digit()) { format!("_{trimmed}") } else { trimmed.to_owned() };
        Self::parse(&name, SecretType::RawValue).ok().filter(|name| name.as_str() != text)
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_variable(text: &str) -> Result<(), NameError> {
    if let Some(other) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '_')) {
        return Err(NameError::NotInVariable(other));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(NameError::StartsWithDigit);
    }
    reserved(text).map_or(Ok(()), |why| Err(NameError::Reserved(why)))
}

fn check_label(text: &str) -> Result<(), NameError> {
    if let Some(other) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-'))) {
        return Err(NameError::NotInLabel(other));
    }
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Err(NameError::LabelStart);
    }
    if text.ends_with(' ') {
        return Err(NameError::LabelEnd);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Result<SecretName, NameError> {
        SecretName::parse(text, SecretType::RawValue)
    }

    #[test]
    fn a_variable_name_keeps_its_case() {
        assert_eq!(raw("Deploy_Token2").unwrap().as_str(), "Deploy_Token2");
    }

    #[test]
    fn each_broken_rule_has_its_own_sentence() {
        assert_eq!(raw(""), Err(NameError::Empty));
        assert_eq!(raw("1PASSWORD"), Err(NameError::StartsWithDigit));
        assert_eq!(raw("deploy-token"), Err(NameError::NotInVariable('-')));
        assert_eq!(raw("ключ"), Err(NameError::NotInVariable('к')));
        assert_eq!(raw(&"A".repeat(129)), Err(NameError::TooLong));
        assert!(raw(&"A".repeat(128)).is_ok());
        assert!(matches!(raw("PATH"), Err(NameError::Reserved(_))));
    }

    #[test]
    fn an_invisible_character_is_named_by_its_number() {
        assert!(raw("A\u{200b}").is_err());
        assert!(raw("A\tB").unwrap_err().to_string().contains("U+0009"));
        assert!(raw("A B").unwrap_err().to_string().contains("a space"));
    }

    #[test]
    fn a_provider_credential_has_a_label_for_a_name() {
        let label = |text| SecretName::parse(text, SecretType::AnthropicApiKey);

        assert!(label("Claude (prod)").is_err());
        assert!(label("claude-platform 2.0").is_ok());
        assert!(label("PATH").is_ok());
        assert_eq!(label("-x"), Err(NameError::LabelStart));
        assert_eq!(label("x "), Err(NameError::LabelEnd));
    }

    #[test]
    fn a_reference_names_what_could_be_a_secret_of_some_type() {
        for name in ["DEPLOY_TOKEN", "_token", "claude-platform 2.0"] {
            assert_eq!(SecretName::parse_reference(name).unwrap().as_str(), name);
        }
        assert_eq!(SecretName::parse_reference("_a-b"), Err(NameError::NotInVariable('-')));
        assert_eq!(SecretName::parse_reference("a=b"), Err(NameError::NotInLabel('=')));
        assert_eq!(SecretName::parse_reference(""), Err(NameError::Empty));
    }

    #[test]
    fn a_suggestion_is_always_an_allowed_name() {
        let suggested = |text| SecretName::suggest(text).map(|name| name.as_str().to_owned());

        assert_eq!(suggested("deploy-token").as_deref(), Some("DEPLOY_TOKEN"));
        assert_eq!(suggested(" my key ").as_deref(), Some("MY_KEY"));
        assert_eq!(suggested("1password").as_deref(), Some("_1PASSWORD"));
        assert_eq!(suggested("DEPLOY_TOKEN"), None);
        assert_eq!(suggested("path"), None);
        assert_eq!(suggested("--"), None);
    }
}
