//! A schedule, as people and programs see it.

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use oz_domain::{
    Timestamp,
    api::{Schedule, ScheduleHistory, ScheduleRun},
};

use crate::{
    clock::Moment,
    error::ApiError,
    http::etag,
    schedules::Cron,
    store::{Confines, ScheduleRecord, Store},
};

/// How many of its next times a schedule shows.
const SHOWN: usize = 5;

/// The schedule, as it stands in a list.
pub(super) fn describe(schedule: ScheduleRecord, last_run: Option<ScheduleRun>) -> Schedule {
    let record = schedule.record;
    Schedule {
        id: record.id,
        name: record.config.name,
        cron_schedule: record.config.cron_schedule,
        enabled: schedule.enabled,
        prompt: record.config.prompt,
        created_at: record.created_at,
        updated_at: record.updated_at,
        created_by: (&record.created_by).into(),
        updated_by: (&record.updated_by).into(),
        scope: schedule.owner.into(),
        agent_config: record.config.agent_config,
        agent_uid: record.config.agent_uid,
        metadata: record.config.metadata,
        mode: record.config.mode,
        history: ScheduleHistory { last_ran: schedule.last_ran, next_run: schedule.next_run },
        last_run,
        last_spawn_error: schedule.last_spawn_error,
        next_runs: Vec::new(),
        version: record.version,
    }
}

/// The schedule with its next times.
pub(super) fn whole(schedule: ScheduleRecord, last_run: Option<ScheduleRun>, now: Moment) -> Schedule {
    let mut described = describe(schedule, last_run);
    if let Ok(cron) = Cron::parse(&described.cron_schedule) {
        described.next_runs = next_times(&cron, now);
    }
    described
}

/// The next times that are shown.
pub(super) fn next_times(cron: &Cron, now: Moment) -> Vec<Timestamp> {
    cron.times_after(now).take(SHOWN).map(Moment::to_wire).collect()
}

/// The answer that shows one schedule.
pub(super) async fn answer(
    store: &Store,
    confines: Confines,
    schedule: ScheduleRecord,
    now: Moment,
) -> Result<Response, ApiError> {
    let id = schedule.record.id;
    let last_run = store.latest_runs_of_schedules(confines, &[id]).await?.remove(&id);
    let schedule = whole(schedule, last_run, now);
    Ok(([(header::ETAG, etag(schedule.version))], Json(schedule)).into_response())
}
