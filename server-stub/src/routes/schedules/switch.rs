//! Pausing and resuming: the same but for the direction.

use axum::response::Response;
use oz_domain::ScheduleId;

use super::describe::answer;
use crate::{
    caller::Caller,
    clock::Moment,
    error::ApiError,
    schedules::Cron,
    state::AppState,
    store::{ScheduleChange, ScheduleRecord},
};

/// Whether a schedule is to make runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// It waits until it is resumed.
    Paused,
    /// It makes runs, those from now on: what it missed while it was paused, it makes up for with none.
    Going,
}

/// Pauses or resumes a schedule; one that is so already stays as it is.
pub(super) async fn switch(
    caller: &Caller,
    state: &AppState,
    id: ScheduleId,
    version: Option<u64>,
    to: To,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let now = caller.now;
    let decide = |before: &ScheduleRecord| {
        let config = before.record.config.clone();
        let next = Cron::parse(&config.cron_schedule).ok().and_then(|cron| cron.next_after(now));
        let enabled = to == To::Going;
        Ok::<_, ApiError>(ScheduleChange { config, enabled, next_run: next.filter(|_| enabled).map(Moment::to_wire) })
    };
    let after = state.store.update_schedule(caller.confines(), id, version, decide, &caller.actor()).await?;
    answer(&state.store, caller.confines(), after, now).await
}
