//! References to secrets, by name, as runs, environments and agents hold them.

mod list;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{NameError, Scope, SecretName, SecretType};
pub use list::{ReferenceListError, References};

/// What a run, an environment or an agent says about secrets: `None` (absent or `null`) is nothing at all, an empty
/// list is 'none', a list is 'exactly these'. As a member it needs `#[serde(default)]`.
pub type Declared = Option<References>;

/// One secret, by name: it need not exist yet, and may be deleted and made again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "ReferenceText", into = "ReferenceText")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reference {
    /// The secret's name.
    pub name: SecretName,
    /// Only the team's or only the personal one; `None` for whichever there is, personal first.
    pub scope: Option<Scope>,
    /// The variable that the run sees it under, instead of its own.
    #[serde(rename = "as")]
    pub variable: Option<SecretName>,
    /// Whether a run that can't have it must not start.
    #[serde(default)]
    pub required: bool,
}

/// A reference as it stands on the wire, not checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceText {
    /// The secret's name.
    pub name: String,
    /// Only the team's or only the personal one; else whichever there is, personal first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The variable that the run sees it under, instead of its own.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub variable: Option<String>,
    /// Whether a run that can't have it must not start.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// Which member of a reference breaks which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// No secret can have this name.
    #[error("{0}")]
    Name(NameError),
    /// No variable can have this name.
    #[error("`as`: {0}")]
    Variable(NameError),
}

impl ReferenceError {
    /// The member that breaks the rule.
    #[must_use]
    pub fn member(self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Variable(_) => "as",
        }
    }
}

impl Reference {
    /// A reference to whichever secret has the name.
    #[must_use]
    pub fn to(name: SecretName) -> Self {
        Self { name, scope: None, variable: None, required: false }
    }

    /// Whether one secret could answer both.
    fn overlaps(&self, other: &Self) -> bool {
        self.name == other.name && (self.scope.is_none() || other.scope.is_none() || self.scope == other.scope)
    }
}

impl TryFrom<ReferenceText> for Reference {
    type Error = ReferenceError;

    fn try_from(text: ReferenceText) -> Result<Self, ReferenceError> {
        let variable = |name: &String| SecretName::parse(name, SecretType::RawValue);
        Ok(Self {
            name: SecretName::parse_reference(&text.name).map_err(ReferenceError::Name)?,
            scope: text.scope,
            variable: text.variable.as_ref().map(variable).transpose().map_err(ReferenceError::Variable)?,
            required: text.required,
        })
    }
}

impl From<Reference> for ReferenceText {
    fn from(reference: Reference) -> Self {
        Self {
            name: reference.name.as_str().to_owned(),
            scope: reference.scope,
            variable: reference.variable.map(|name| name.as_str().to_owned()),
            required: reference.required,
        }
    }
}
