//! `GET /api/v1/agent/schedules/{id}`: everything about a schedule.

use axum::{extract::State, response::Response};
use oz_domain::{ScheduleId, api::Schedule};

use super::describe::answer;
use crate::{caller::Caller, error::ApiError, http::IdPath, state::AppState};

/// Shows a schedule.
#[utoipa::path(
    get,
    path = "/api/v1/agent/schedules/{id}",
    tag = "schedules",
    operation_id = "get_schedule",
    params(("id" = ScheduleId, Path, description = "The schedule's id")),
    responses(
        (status = 200, description = "The schedule.", body = Schedule,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<ScheduleId>,
) -> Result<Response, ApiError> {
    let found = state.store.find_schedule(caller.confines(), id).await?;
    answer(&state.store, caller.confines(), found, caller.now).await
}
