//! `PUT /api/v1/agent/schedules/{id}`: what people set about a schedule, anew.

use axum::{extract::State, response::Response};
use oz_domain::{
    ScheduleId,
    api::{CreateSchedule, Schedule, UpdateSchedule},
};

use super::{describe::answer, fields};
use crate::{
    caller::Caller,
    clock::Moment,
    error::ApiError,
    http::{IdPath, Json, MayMatch},
    schedules::Cron,
    state::AppState,
    store::{ScheduleChange, ScheduleRecord},
};

/// Changes a schedule: of the members that are optional, what is absent stays. With `If-Match`, only in the version
/// looked at. Whose it is never changes.
#[utoipa::path(
    put,
    path = "/api/v1/agent/schedules/{id}",
    tag = "schedules",
    operation_id = "update_schedule",
    params(
        ("id" = ScheduleId, Path, description = "The schedule's id"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version looked at"),
    ),
    request_body = UpdateSchedule,
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
    Json { body, .. }: Json<UpdateSchedule>,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let present = state.store.find_schedule(caller.confines(), id).await?;
    let cron = fields::cron(&body.cron_schedule, caller.now)?;
    check(&caller, &state, &present, &body).await?;

    let decide = |before: &ScheduleRecord| {
        let enabled = body.enabled;
        let config = body.applied_to(before.record.config.clone());
        fields::task(&config)?;
        fields::lengths(&config)?;
        let next_run = next_run(before, &config, &cron, caller.now);
        Ok::<_, ApiError>(ScheduleChange { next_run: next_run.filter(|_| enabled), config, enabled })
    };
    let after = state.store.update_schedule(caller.confines(), id, version, decide, &caller.actor()).await?;
    answer(&state.store, caller.confines(), after, caller.now).await
}

/// What is named anew has to be there; what was named before may be gone meanwhile.
async fn check(
    caller: &Caller,
    state: &AppState,
    present: &ScheduleRecord,
    change: &UpdateSchedule,
) -> Result<(), ApiError> {
    let before = &present.record.config;
    let wanted = change.clone().applied_to(before.clone());
    let named = CreateSchedule {
        agent_uid: wanted.agent_uid.filter(|_| wanted.agent_uid != before.agent_uid),
        agent_config: wanted.agent_config.clone().filter(|_| wanted.agent_config != before.agent_config),
        ..wanted
    };
    fields::choices(&state.store, caller, present.owner, &named).await
}

/// A schedule whose times stay the same keeps the time that it waits for.
fn next_run(
    before: &ScheduleRecord,
    config: &CreateSchedule,
    cron: &Cron,
    now: Moment,
) -> Option<oz_domain::Timestamp> {
    let same = before.enabled && config.cron_schedule == before.record.config.cron_schedule;
    before.next_run.clone().filter(|_| same).or_else(|| cron.next_after(now).map(Moment::to_wire))
}
