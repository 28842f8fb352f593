//! `POST /api/v1/agent/runs`: a new run, which waits for a runner.

use axum::{extract::State, http::HeaderMap, response::Response};
use oz_domain::api::{CreateRun, CreatedRun};

use super::start::start;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json},
    state::AppState,
};

/// Starts a run.
///
/// It waits until a runner claims it; which secrets it gets is decided then. A person, or a key that acts as one, makes
/// a person's run, which may get that person's own secrets; a team's or an agent's key makes a run without a person. With
/// an `Idempotency-Key`, the same request within 24 hours gets the same answer and starts nothing more.
#[utoipa::path(
    post,
    path = "/api/v1/agent/runs",
    tag = "runs",
    operation_id = "create_run",
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
