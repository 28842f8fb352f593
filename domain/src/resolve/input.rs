//! What an answer depends on: the run, the secrets' metadata, and at claim time what opening them showed.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    Declared, Harness, HarnessAuthSecrets, OptionalParts, Owner, SecretId, SecretType, TeamId, Timestamp, Trigger,
    api::SecretSummary,
};

/// A run, real or hypothetical: everything but the secrets.
#[derive(Debug, Clone, Copy)]
pub struct RunContext<'a> {
    /// The team that it runs for.
    pub team: TeamId,
    /// Who or what started it.
    pub trigger: Trigger,
    /// The run's own list.
    pub run: &'a Declared,
    /// Its environment's list; undeclared if it has no environment.
    pub environment: &'a Declared,
    /// Its agent's list; undeclared if it has no agent.
    pub agent: &'a Declared,
    /// What happens where nobody declared a list.
    pub default_injection: DefaultInjection,
    /// The program that it executes.
    pub harness: Harness,
    /// What its harness signs in with: the run's own choice, else its agent's.
    pub harness_auth: &'a HarnessAuthSecrets,
    /// Variables that the worker's own environment sets.
    pub worker_variables: &'a [String],
    /// The present time.
    pub now: &'a Timestamp,
}

/// A secret that the run might get. Those of other teams and other users may be among them; they make no difference.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its id.
    pub id: SecretId,
    /// Its name, unique for its owner.
    pub name: &'a str,
    /// Who owns it.
    pub owner: Owner,
    /// What it is.
    pub secret_type: SecretType,
    /// One more with each replaced value.
    pub revision: u64,
    /// Whether runs may get it.
    pub enabled: bool,
    /// When it ends, if ever; at this very moment it has ended.
    pub expires_at: Option<&'a Timestamp>,
    /// Which optional parts its value has.
    pub optional_parts: &'a OptionalParts,
    /// What opening its value showed.
    pub material: Material<'a>,
}

/// What opening a value showed.
#[derive(Debug, Clone, Copy, Default)]
pub enum Material<'a> {
    /// Not opened: this is a preview. No limit applies.
    #[default]
    Unopened,
    /// It can't be opened.
    CannotOpen,
    /// It was left unopened, because what comes before it leaves too little room for it.
    NoRoom,
    /// It opened; its parts, those that are there.
    Opened(&'a [PartSize]),
}

/// One part of an opened value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartSize {
    /// The member, as in [`Field::key`](crate::Field).
    pub member: &'static str,
    /// Its length in bytes of UTF-8.
    pub bytes: usize,
}

impl<'a> Candidate<'a> {
    /// A secret as the list shows it: not opened.
    #[must_use]
    pub fn of(secret: &'a SecretSummary) -> Self {
        Self {
            id: secret.id,
            name: &secret.name,
            owner: secret.owner,
            secret_type: secret.secret_type,
            revision: secret.revision,
            enabled: secret.enabled,
            expires_at: secret.expires_at.as_ref(),
            optional_parts: &secret.optional_parts,
            material: Material::Unopened,
        }
    }
}

/// The workspace's setting for runs where nobody declared a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DefaultInjection {
    /// Every raw value in scope.
    #[default]
    InheritAll,
    /// Nothing but what is attached.
    AttachedOnly,
}

/// A word that is no such setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the default is `inherit_all` or `attached_only`")]
#[non_exhaustive]
pub struct UnknownDefault;

impl DefaultInjection {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::InheritAll, Self::AttachedOnly];

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InheritAll => "inherit_all",
            Self::AttachedOnly => "attached_only",
        }
    }
}

impl fmt::Display for DefaultInjection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DefaultInjection {
    type Err = UnknownDefault;
    fn from_str(text: &str) -> Result<Self, UnknownDefault> {
        Self::ALL.into_iter().find(|default| default.as_str() == text).ok_or(UnknownDefault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_one_word_everywhere() {
        for default in DefaultInjection::ALL {
            assert_eq!(serde_json::to_value(default).unwrap(), default.as_str());
            assert_eq!(default.as_str().parse(), Ok(default));
        }
        assert_eq!("all".parse::<DefaultInjection>(), Err(UnknownDefault));
    }
}
