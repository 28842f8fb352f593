//! Random bytes and new identifiers, from the system.

use oz_domain::{AgentId, ApiKeyId, EnvironmentId, RunId, ScheduleId, TeamId, UserId, WorkspaceId};

use crate::clock::Moment;

/// So many random bytes.
///
/// # Panics
///
/// When the system has no randomness to give, without which nothing here is safe to go on.
#[must_use]
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// An identifier that can be made of a moment and ten random bytes.
pub(crate) trait NewId {
    /// A new `UUIDv7` of this moment.
    fn generate(now: Moment) -> Self;
}

macro_rules! new_id {
    ($($name:ty),*) => {
        $(impl NewId for $name {
            fn generate(now: Moment) -> Self {
                Self::from_parts(now.unix_ms(), bytes())
            }
        })*
    };
}

new_id!(WorkspaceId, TeamId, UserId, ApiKeyId, EnvironmentId, AgentId, RunId, ScheduleId);
