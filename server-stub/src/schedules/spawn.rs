//! Makes the runs of schedules whose time has come. Nobody stands behind them.

use oz_domain::{
    Owner, RunId, RunSource, Timestamp, Trigger,
    api::{CreateRun, RunSchedule},
};

use super::Cron;
use crate::{
    clock::Moment,
    error::ApiError,
    http::TraceId,
    random::NewId,
    runs::{self, Origin},
    state::AppState,
    store::{Actor, NewRun, RunConfines, ScheduleRecord, Sees, Spawned, Starter, StoreError},
};

/// How many schedules are looked at together.
const AT_ONCE: u32 = 100;

/// Makes a run of each schedule whose time has come: one, however many times it missed. How many runs that were.
///
/// # Errors
///
/// [`StoreError`] when the database fails; schedules that were not reached stay due.
pub async fn spawn_due(state: &AppState) -> Result<usize, StoreError> {
    let now = state.clock.now();
    let mut count = 0;
    loop {
        let due = state.store.due_schedules(&now.to_wire(), AT_ONCE).await?;
        let before = count;
        for schedule in &due {
            count += usize::from(spawn(state, schedule, now).await?);
        }
        // What stays due after a full look is tried again at the next.
        if due.len() < AT_ONCE as usize || count == before {
            return Ok(count);
        }
    }
}

/// Makes the run of one schedule, or keeps why it can't; whether it made one.
async fn spawn(state: &AppState, schedule: &ScheduleRecord, now: Moment) -> Result<bool, StoreError> {
    let actor = actor(schedule, now);
    let next = next_after(schedule, now);
    match plan(state, schedule, now).await {
        Ok(run) => match state.store.spawn_run(schedule, &run, next.as_ref(), &actor).await {
            Ok(Spawned::Run(id)) => {
                state.run_events.tell(id, run.team);
                Ok(true)
            }
            Ok(Spawned::StillWaits | Spawned::NotDue) => Ok(false),
            Err(full @ StoreError::Full(_)) => {
                let why = ApiError::from(full).detail;
                state.store.note_spawn_error(schedule, &why, next.as_ref(), &actor).await?;
                Ok(false)
            }
            Err(error) => Err(error),
        },
        Err(refusal) if refusal.code.status() < 500 => {
            state.store.note_spawn_error(schedule, &refusal.detail, next.as_ref(), &actor).await?;
            Ok(false)
        }
        // Not the schedule's doing: it stays due.
        Err(failure) => {
            let cause = failure.cause.as_deref().unwrap_or(&failure.detail);
            tracing::error!(schedule.id = %schedule.record.id, cause, "could not plan the run of a schedule");
            Ok(false)
        }
    }
}

async fn plan(state: &AppState, schedule: &ScheduleRecord, now: Moment) -> Result<NewRun, ApiError> {
    let config = schedule.record.config.clone();
    let request = CreateRun {
        title: Some(config.name.to_string()),
        prompt: Some(config.prompt.into()),
        config: config.agent_config,
        agent_identity_uid: config.agent_uid,
        metadata: Some(config.metadata),
        mode: config.mode,
        ..CreateRun::default()
    };
    let mut run = runs::plan(state, &origin(schedule), RunId::generate(now), request).await?;
    run.private_to = match schedule.owner {
        Owner::Team(_) => None,
        Owner::User(user) => Some(user),
    };
    Ok(run)
}

fn origin(schedule: &ScheduleRecord) -> Origin {
    let record = &schedule.record;
    Origin {
        confines: RunConfines { team: record.team, sees: Sees::TeamsOnly },
        trigger: Trigger::Schedule,
        source: RunSource::ScheduledAgent,
        creator: Starter(format!("schedule:{}", record.id)),
        creator_label: record.config.name.to_string(),
        key: None,
        agent: None,
        schedule: Some(RunSchedule {
            schedule_id: record.id,
            schedule_name: record.config.name.to_string(),
            cron_schedule: record.config.cron_schedule.clone(),
        }),
    }
}

/// Counted from now, not from the time that has come: what was missed meanwhile stays missed.
fn next_after(schedule: &ScheduleRecord, now: Moment) -> Option<Timestamp> {
    Cron::parse(&schedule.record.config.cron_schedule).ok()?.next_after(now).map(Moment::to_wire)
}

fn actor(schedule: &ScheduleRecord, now: Moment) -> Actor {
    Actor {
        id: None,
        label: schedule.record.config.name.to_string(),
        team: Some(schedule.record.team),
        at: now.to_wire(),
        trace_id: TraceId::generate().to_string(),
    }
}
