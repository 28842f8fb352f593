//! `GET /api/v1/agent/runs/{id}/events`: one run, as it changes.

use axum::{extract::State, http::HeaderMap, response::Response};

use oz_domain::RunId;

use crate::{
    caller::Caller,
    error::ApiError,
    http::IdPath,
    runs::{self, stream},
    state::AppState,
};

/// Sends a run whenever it changes, as server-sent events: at once as it is, then each time anew.
///
/// Each event is called `run` and has the run as `GET /api/v1/agent/runs/{id}` shows it. Ends with the session or key.
#[utoipa::path(
    get,
    path = "/api/v1/agent/runs/{id}/events",
    tag = "runs",
    operation_id = "watch_run",
    params(("id" = oz_domain::RunId, Path, description = "The run's id")),
    responses((status = 200, description = "Events.", body = String, content_type = "text/event-stream"))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<RunId>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    // Listening first: what changes from here on is not missed.
    let listener = stream::listen(&state, &caller)?;
    state.store.find_run(runs::sight(&caller), id).await?;
    Ok(stream::of_one(state, caller, headers, listener, id))
}
