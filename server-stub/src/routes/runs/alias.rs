//! `POST /api/v1/agent/run`: a new run, by the path that older clients know.

use axum::{extract::State, http::HeaderMap, response::Response};
use oz_domain::api::{CreateRun, CreatedRun};

use super::start::start;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json},
    state::AppState,
};

/// Starts a run, as `POST /api/v1/agent/runs` does.
#[utoipa::path(
    post,
    path = "/api/v1/agent/run",
    tag = "runs",
    operation_id = "create_run_by_older_path",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters")),
    request_body = CreateRun,
    responses((status = 200, description = "It waits for a runner.", body = CreatedRun))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    key: IdempotencyKey,
    headers: HeaderMap,
    request: Json<CreateRun>,
) -> Result<Response, ApiError> {
    start(&caller, &state, key, &headers, request).await
}
