//! What a sealed value is bound to: the one place that writes HPKE's `info`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::fields::Fields;
use crate::kid::KeyId;

/// Who owns a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// A team: everybody in it shares the secret.
    Team,
    /// One person.
    User,
}

impl OwnerKind {
    /// `team` or `user`, as bindings and requests write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::User => "user",
        }
    }
}

impl fmt::Display for OwnerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An owner kind other than `team` or `user`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("owner kind must be `team` or `user`")]
pub struct OwnerKindError;

impl FromStr for OwnerKind {
    type Err = OwnerKindError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        match raw {
            "team" => Ok(Self::Team),
            "user" => Ok(Self::User),
            _ => Err(OwnerKindError),
        }
    }
}

/// What a secret is, as far as its sealed value is bound to it. Ids are lower-case hyphenated UUIDs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealBinding<'a> {
    /// The workspace that the secret lives in.
    pub workspace_id: &'a str,
    /// The secret's id, which the client makes at creation.
    pub secret_id: &'a str,
    /// Whether a team or a person owns it.
    pub owner_kind: OwnerKind,
    /// The team's or person's id.
    pub owner_id: &'a str,
    /// The secret's name.
    pub name: &'a str,
    /// The secret's type, such as `raw_value`.
    pub secret_type: &'a str,
    /// 1 at creation, one more with each replaced value.
    pub revision: u64,
}

/// The bytes of HPKE's `info`. Two different bindings never have the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding(Vec<u8>);

impl Binding {
    /// Binds a stored value to its secret and to the key it is sealed to.
    #[must_use]
    pub fn for_secret(secret: &SealBinding<'_>, kid: KeyId) -> Self {
        let fields = Fields::new("oz-secrets/seal/v1")
            .with(secret.workspace_id)
            .with(secret.secret_id)
            .with(secret.owner_kind.as_str())
            .with(secret.owner_id)
            .with(secret.name)
            .with(secret.secret_type)
            .with(secret.revision.to_string())
            .with(kid.to_string());
        Self(fields.into_bytes())
    }

    /// Binds the variables of a run to that run and to its runner's key.
    #[must_use]
    pub fn for_delivery(workspace_id: &str, run_id: &str, kid: KeyId) -> Self {
        let fields = Fields::new("oz-secrets/deliver/v1").with(workspace_id).with(run_id).with(kid.to_string());
        Self(fields.into_bytes())
    }

    /// The bytes, for other implementations of HPKE.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
