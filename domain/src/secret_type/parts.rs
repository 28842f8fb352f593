//! Which optional parts a value has: known without opening it, since it decides which variables a run sees.

use serde::{Deserialize, Serialize};

use super::SecretType;

/// The members of the optional parts that a value has, in the order of its type; empty where a type has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionalParts(Vec<String>);

impl OptionalParts {
    /// No optional part.
    pub const NONE: Self = Self(Vec::new());

    /// The optional ones among the members of a value.
    pub fn among<'m>(secret_type: SecretType, members: impl IntoIterator<Item = &'m str>) -> Self {
        let optional = |member: &&str| secret_type.fields().iter().any(|f| !f.required && f.key == *member);
        Self(members.into_iter().filter(optional).map(str::to_owned).collect())
    }

    /// Whether the part is there.
    #[must_use]
    pub fn has(&self, member: &str) -> bool {
        self.0.iter().any(|part| part == member)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The members.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_optional_parts_count() {
        let parts = OptionalParts::among(SecretType::OpenaiApiKey, ["api_key", "base_url"]);

        assert!(parts.has("base_url"));
        assert!(!parts.has("api_key"));
        assert!(OptionalParts::among(SecretType::RawValue, ["value", "base_url"]).is_empty());
    }

    #[test]
    fn on_the_wire_it_is_a_list_of_members() {
        let parts = OptionalParts::among(SecretType::AnthropicBedrockAccessKey, ["aws_session_token"]);
        let wire = serde_json::json!(["aws_session_token"]);

        assert_eq!(serde_json::to_value(&parts).unwrap(), wire);
        assert_eq!(serde_json::from_value::<OptionalParts>(wire).unwrap(), parts);
    }
}
