//! Who owns a secret, and the word that people see for it.

use std::fmt;

pub use oz_crypto::OwnerKind;
use serde::{Deserialize, Serialize};

use crate::{TeamId, UserId};

/// Who owns a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Owner {
    /// A team: every teammate's runs get it, and runs without a user.
    Team(TeamId),
    /// A person: only runs that this person starts get it.
    User(UserId),
}

impl Owner {
    /// The kind, as the sealed value is bound to it.
    #[must_use]
    pub fn kind(&self) -> OwnerKind {
        match self {
            Self::Team(_) => OwnerKind::Team,
            Self::User(_) => OwnerKind::User,
        }
    }

    /// The team's or the user's id, as the sealed value is bound to it.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Team(id) => id.to_string(),
            Self::User(id) => id.to_string(),
        }
    }

    /// The word that people see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Team(_) => Scope::Team,
            Self::User(_) => Scope::Personal,
        }
    }
}

/// The word that people see for an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Owned by a team.
    Team,
    /// Owned by the person who looks.
    Personal,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Team => "Team",
            Self::Personal => "Personal",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_on_the_wire_is_a_kind_and_an_id() {
        let id = TeamId::from_parts(1, [2; 10]);
        let wire = serde_json::json!({ "kind": "team", "id": id.to_string() });

        assert_eq!(serde_json::to_value(Owner::Team(id)).unwrap(), wire);
        assert_eq!(serde_json::from_value::<Owner>(wire).unwrap(), Owner::Team(id));
    }

    #[test]
    fn an_owner_with_anything_more_is_refused() {
        let id = TeamId::from_parts(1, [2; 10]).to_string();

        assert!(serde_json::from_value::<Owner>(serde_json::json!({ "kind": "team", "id": id, "x": 1 })).is_err());
        assert!(serde_json::from_value::<Owner>(serde_json::json!({ "kind": "world", "id": id })).is_err());
    }
}
