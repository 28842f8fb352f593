//! `GET /api/v1/agent/runs/events`: which runs change, as it happens.

use axum::{extract::State, http::HeaderMap, response::Response};

use crate::{caller::Caller, error::ApiError, runs::stream, state::AppState};

/// Sends each run that changes, as server-sent events.
///
/// An event `run` has the run as lists show it. An event `look` asks to load the list anew: it comes first, and when more
/// changed than could be told. Ends with the session or key.
#[utoipa::path(
    get,
    path = "/api/v1/agent/runs/events",
    tag = "runs",
    operation_id = "watch_runs",
    responses((status = 200, description = "Events.", body = String, content_type = "text/event-stream"))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let listener = stream::listen(&state, &caller)?;
    Ok(stream::of_list(state, caller, headers, listener))
}
