//! A caller, as they are told about themselves.

use oz_domain::api::{Session, SessionTeam, SessionUser, SessionWorkspace};

use crate::{caller::Caller, store::Workspace};

/// Who is signed in, and for whom they can seal.
pub(super) fn describe(caller: Caller, workspace: &Workspace) -> Session {
    let user =
        caller.person().map(|person| SessionUser { id: person.id, email: person.email.clone(), role: person.role });
    Session {
        workspace: SessionWorkspace { id: workspace.id, name: workspace.name.clone() },
        user,
        team: SessionTeam { id: caller.team, name: caller.team_name },
        expires_at: caller.expires_at,
    }
}
