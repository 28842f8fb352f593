//! Why a change of a secret that is there didn't go through, and what is known about it.

use oz_domain::api::{ProblemCode, SecretSummary};

use super::conflict::Conflict;
use crate::client::{Client, ClientError};

/// Why a change didn't go through.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub(super) enum Trouble {
    /// Somebody else changed or deleted the secret meanwhile.
    Conflict(Conflict),
    /// The session has ended.
    SignedOut,
    /// Anything else.
    Refused(ClientError),
}

impl Trouble {
    /// Finds out more about why a change of `was` failed.
    pub(super) async fn of(was: &SecretSummary, error: ClientError) -> Self {
        let conflict = |now| Self::Conflict(Conflict { was: was.clone(), now });
        match error.code() {
            Some(ProblemCode::NotFound) => conflict(None),
            Some(ProblemCode::Stale) => match Client.secret(was.id).await {
                Ok(now) => conflict(Some(now)),
                Err(error) if error.code() == Some(ProblemCode::NotFound) => conflict(None),
                Err(error) => Self::other(error),
            },
            _ => Self::other(error),
        }
    }

    /// Whether something needs what was to be deleted.
    pub(super) fn is_needed(&self) -> bool {
        matches!(self, Self::Refused(error) if !error.dependents().is_empty())
    }

    fn other(error: ClientError) -> Self {
        if error.is_signed_out() { Self::SignedOut } else { Self::Refused(error) }
    }
}
