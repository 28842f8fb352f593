//! Signing in from a browser, and who is signed in.

use serde::{Deserialize, Serialize};

use crate::{Owner, Scope, TeamId, Timestamp, UserId, WorkspaceId};

/// `POST /api/v1/session`: trades the one-time token of a sign-in link for a cookie.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// What stands after `#token=` in the link.
    pub token: String,
}

/// Who is signed in, and for whom they can seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The installation's tenant.
    pub workspace: SessionWorkspace,
    /// The person, or for an API key the person that it acts as; a team's key has none.
    pub user: Option<SessionUser>,
    /// The team whose secrets are listed.
    pub team: SessionTeam,
    /// When the session or key ends; `None` for a key without an end.
    pub expires_at: Option<Timestamp>,
}

/// A workspace, as its members see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionWorkspace {
    /// Bound into every sealed value.
    pub id: WorkspaceId,
    /// The words that people see.
    pub name: String,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionUser {
    /// The owner of this person's personal secrets.
    pub id: UserId,
    /// The address that they sign in with.
    pub email: String,
    /// What they may do in the team.
    pub role: Role,
}

/// The team that the person works in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionTeam {
    /// The owner of the team's secrets.
    pub id: TeamId,
    /// The words that people see.
    pub name: String,
}

/// What a person may do in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Also manages people and settings.
    Admin,
    /// Adds, changes and deletes secrets.
    Member,
}

impl Session {
    /// The owner behind the scope that a person picked; `None` for the personal scope of a caller who is no person.
    #[must_use]
    pub fn owner(&self, scope: Scope) -> Option<Owner> {
        match scope {
            Scope::Team => Some(Owner::Team(self.team.id)),
            Scope::Personal => self.user.as_ref().map(|user| Owner::User(user.id)),
        }
    }
}
