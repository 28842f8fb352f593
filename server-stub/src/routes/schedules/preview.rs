//! `GET /api/v1/agent/schedules/preview`: when a schedule that isn't made yet would make runs.

use axum::{Json, extract::State};
use oz_domain::api::{PreviewSchedule, SchedulePreview};

use super::{describe::next_times, fields};
use crate::{caller::Caller, error::ApiError, http::Query, state::AppState};

/// Shows the next five times of five fields, or what is wrong with them.
#[utoipa::path(
    get,
    path = "/api/v1/agent/schedules/preview",
    tag = "schedules",
    operation_id = "preview_schedule",
    params(PreviewSchedule),
    responses((status = 200, description = "The next times.", body = SchedulePreview))
)]
pub(super) async fn handler(
    caller: Caller,
    State(_): State<AppState>,
    Query(asked): Query<PreviewSchedule>,
) -> Result<Json<SchedulePreview>, ApiError> {
    let cron = fields::cron(&asked.cron_schedule, caller.now)?;
    Ok(Json(SchedulePreview { next_runs: next_times(&cron, caller.now) }))
}
