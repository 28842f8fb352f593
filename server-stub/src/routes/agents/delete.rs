//! `DELETE /api/v1/agent/identities/{uid}`: ends an agent and its keys.

use axum::{extract::State, http::StatusCode};
use oz_domain::{AgentId, api::ConfirmDelete};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, MayMatch, Query},
    state::AppState,
};

/// Deletes an agent, ends its API keys at once and cancels the runs that wait for it. Schedules that need it keep naming it,
/// and make no runs until they name another.
#[utoipa::path(
    delete,
    path = "/api/v1/agent/identities/{uid}",
    tag = "agents",
    operation_id = "delete_agent",
    params(
        ("uid" = AgentId, Path, description = "The agent's id"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version looked at"),
        ConfirmDelete,
    ),
    responses((status = 204, description = "Deleted."))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<AgentId>,
    MayMatch(version): MayMatch,
    Query(ConfirmDelete { confirm }): Query<ConfirmDelete>,
) -> Result<StatusCode, ApiError> {
    caller.refuse_agents()?;
    let cancelled = state.store.remove_agent(caller.confines(), id, version, confirm.into(), &caller.actor()).await?;
    state.run_events.tell_each(&cancelled, caller.team);
    Ok(StatusCode::NO_CONTENT)
}
