//! `DELETE /api/v1/agent/environments/{uid}`: ends an environment.

use axum::{extract::State, http::StatusCode};
use oz_domain::{EnvironmentId, api::ConfirmDelete};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, IfMatch, Query},
    state::AppState,
};

/// Deletes an environment. Agents and schedules that need it keep naming it, and make no runs until they name another.
#[utoipa::path(
    delete,
    path = "/api/v1/agent/environments/{uid}",
    tag = "environments",
    operation_id = "delete_environment",
    params(
        ("uid" = EnvironmentId, Path, description = "The environment's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the version looked at"),
        ConfirmDelete,
    ),
    responses((status = 204, description = "Deleted."))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<EnvironmentId>,
    IfMatch(version): IfMatch,
    Query(ConfirmDelete { confirm }): Query<ConfirmDelete>,
) -> Result<StatusCode, ApiError> {
    caller.refuse_agents()?;
    state.store.remove_environment(caller.confines(), id, version, confirm.into(), &caller.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
