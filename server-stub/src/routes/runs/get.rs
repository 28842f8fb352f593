//! `GET /api/v1/agent/runs/{id}`: everything about a run, and what it was given and why.

use axum::{Json, extract::State};
use oz_domain::{RunId, api::RunItem};

use crate::{caller::CallerOrRunner, error::ApiError, http::IdPath, runs, state::AppState};

/// Shows a run, with its states over time and the record of what it was given.
///
/// Of somebody else's personal secrets the record says only how many rows there are, and nothing names them.
#[utoipa::path(
    get,
    path = "/api/v1/agent/runs/{id}",
    tag = "runs",
    operation_id = "get_run",
    params(("id" = oz_domain::RunId, Path, description = "The run's id")),
    responses((status = 200, description = "The run.", body = RunItem))
)]
pub(super) async fn handler(
    CallerOrRunner(caller): CallerOrRunner,
    State(state): State<AppState>,
    IdPath(id): IdPath<RunId>,
) -> Result<Json<RunItem>, ApiError> {
    let run = state.store.find_run_whole(runs::sight(&caller), id).await?;
    Ok(Json(runs::redact(run, &caller)))
}
