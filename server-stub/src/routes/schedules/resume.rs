//! `POST /api/v1/agent/schedules/{id}/resume`.

use axum::{extract::State, response::Response};
use oz_domain::{ScheduleId, api::Schedule};

use super::switch::{To, switch};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, MayMatch},
    state::AppState,
};

/// Resumes a schedule. It makes up for nothing that it missed while it was paused.
#[utoipa::path(
    post,
    path = "/api/v1/agent/schedules/{id}/resume",
    tag = "schedules",
    operation_id = "resume_schedule",
    params(
        ("id" = ScheduleId, Path, description = "The schedule's id"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version looked at"),
    ),
    responses(
        (status = 200, description = "The schedule as it is now.", body = Schedule,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<ScheduleId>,
    MayMatch(version): MayMatch,
) -> Result<Response, ApiError> {
    switch(&caller, &state, id, version, To::Going).await
}
