//! The programs that runs execute, and the credential that each signs in with.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::{SecretName, SecretType};

/// The program that a run executes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Harness {
    /// The built-in one; signs in with no secret.
    #[default]
    Oz,
    /// Claude Code.
    Claude,
    /// Codex.
    Codex,
    /// Gemini; signs in with no secret of ours.
    Gemini,
}

/// A word that is no harness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the harness is one of `oz`, `claude`, `codex`, `gemini`")]
#[non_exhaustive]
pub struct UnknownHarness;

impl Harness {
    /// Every harness, in the order in which people are offered them.
    pub const ALL: [Self; 4] = [Self::Oz, Self::Claude, Self::Codex, Self::Gemini];

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Oz => "oz",
            Self::Claude => "claude",
            Self::Codex => "codex",
            Self::Gemini => "gemini",
        }
    }

    /// The words that people see.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Oz => "Oz",
            Self::Claude => "Claude Code",
            Self::Codex => "Codex",
            Self::Gemini => "Gemini",
        }
    }

    /// Whether it can sign in with a secret of this type.
    #[must_use]
    pub fn accepts(self, secret_type: SecretType) -> bool {
        secret_type.harness() == Some(self)
    }

    /// The types that it can sign in with, in the order in which people are offered them.
    pub fn accepted_types(self) -> impl Iterator<Item = SecretType> {
        SecretType::ALL.into_iter().filter(move |secret_type| self.accepts(*secret_type))
    }

    /// The member of `harness_auth_secrets` that names its auth secret; `None` if it needs none.
    #[must_use]
    pub fn auth_member(self) -> Option<&'static str> {
        match self {
            Self::Claude => Some("claude_auth_secret_name"),
            Self::Codex => Some("codex_auth_secret_name"),
            Self::Oz | Self::Gemini => None,
        }
    }
}

impl fmt::Display for Harness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Harness {
    type Err = UnknownHarness;
    fn from_str(text: &str) -> Result<Self, UnknownHarness> {
        Self::ALL.into_iter().find(|harness| harness.as_str() == text).ok_or(UnknownHarness)
    }
}

/// For each harness that signs in, the name of the secret it does it with. An empty name is none; a name that no secret can
/// have is refused, and so is an unknown member: a misspelt one would choose nothing, unseen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HarnessAuthSecrets {
    /// For [`Harness::Claude`].
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "name")]
    pub claude_auth_secret_name: Option<String>,
    /// For [`Harness::Codex`].
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "name")]
    pub codex_auth_secret_name: Option<String>,
}

/// A name that some secret could have, or the empty text.
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    if let Some(name) = name.as_deref().filter(|name| !name.is_empty()) {
        SecretName::parse_reference(name).map_err(D::Error::custom)?;
    }
    Ok(name)
}

impl HarnessAuthSecrets {
    /// The name of the secret that this harness signs in with, if one was chosen.
    #[must_use]
    pub fn name_for(&self, harness: Harness) -> Option<&str> {
        let chosen = match harness {
            Harness::Claude => &self.claude_auth_secret_name,
            Harness::Codex => &self.codex_auth_secret_name,
            Harness::Oz | Harness::Gemini => &None,
        };
        chosen.as_deref().filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harness_is_one_word_everywhere() {
        for harness in Harness::ALL {
            assert_eq!(serde_json::to_value(harness).unwrap(), harness.as_str());
            assert_eq!(harness.as_str().parse(), Ok(harness));
        }
        assert!("Claude".parse::<Harness>().unwrap_err().to_string().contains("`claude`"));
    }

    #[test]
    fn a_harness_that_signs_in_has_types_and_a_member_and_the_others_have_neither() {
        for harness in Harness::ALL {
            assert_eq!(harness.auth_member().is_some(), harness.accepted_types().count() > 0, "{harness}");
            assert!(!harness.accepts(SecretType::RawValue), "{harness}");
        }
    }

    #[test]
    fn each_harness_has_its_own_auth_secret() {
        let chosen: HarnessAuthSecrets =
            serde_json::from_str(r#"{"claude_auth_secret_name":"claude-platform","codex_auth_secret_name":""}"#)
                .unwrap();

        assert_eq!(chosen.name_for(Harness::Claude), Some("claude-platform"));
        assert_eq!(chosen.name_for(Harness::Codex), None);
        assert_eq!(chosen.name_for(Harness::Oz), None);
    }

    #[test]
    fn a_misspelt_member_and_a_name_that_no_secret_can_have_are_refused() {
        for wrong in [
            r#"{"claude_secret_name":"x"}"#.to_owned(),
            r#"{"claude_auth_secret_name":"a=b"}"#.to_owned(),
            r#"{"codex_auth_secret_name":" "}"#.to_owned(),
            format!(r#"{{"codex_auth_secret_name":"{}"}}"#, "x".repeat(129)),
        ] {
            assert!(serde_json::from_str::<HarnessAuthSecrets>(&wrong).is_err(), "{wrong}");
        }
        let none: HarnessAuthSecrets = serde_json::from_str(r#"{"claude_auth_secret_name":null}"#).unwrap();
        assert_eq!(none, HarnessAuthSecrets::default());
    }
}
