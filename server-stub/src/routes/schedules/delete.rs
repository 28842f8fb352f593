//! `DELETE /api/v1/agent/schedules/{id}`: ends a schedule.

use axum::{Json, extract::State};
use oz_domain::{ScheduleId, api::ScheduleDeleted};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, MayMatch},
    state::AppState,
};

/// Deletes a schedule, and cancels its run if that still waits. The others that it made stay.
#[utoipa::path(
    delete,
    path = "/api/v1/agent/schedules/{id}",
    tag = "schedules",
    operation_id = "delete_schedule",
    params(
        ("id" = ScheduleId, Path, description = "The schedule's id"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version looked at"),
    ),
    responses((status = 200, description = "Deleted.", body = ScheduleDeleted))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<ScheduleId>,
    MayMatch(version): MayMatch,
) -> Result<Json<ScheduleDeleted>, ApiError> {
    caller.refuse_agents()?;
    let cancelled = state.store.remove_schedule(caller.confines(), id, version, &caller.actor()).await?;
    state.run_events.tell_each(&cancelled, caller.team);
    Ok(Json(ScheduleDeleted { success: true }))
}
