//! Schedules: changed, paused, resumed and removed.

use oz_domain::{RunId, ScheduleId, Timestamp, api::CreateSchedule};
use sqlx::Transaction;

use super::{
    Store,
    audit::{Action, Actor},
    error::StoreError,
    pool::Db,
    rows::to_json,
    run_cancels::{Gone, cancel_waiting},
    schedules::{ScheduleRecord, environment, find, record, search},
    secrets::Confines,
};

/// What is to hold for a schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleChange {
    /// What people set about it.
    pub config: CreateSchedule,
    /// Whether it makes runs.
    pub enabled: bool,
    /// When it makes its next run.
    pub next_run: Option<Timestamp>,
}

const UPDATE: &str = "UPDATE schedule SET name = $2, name_folded = $3, search_text = $4, config = $5, environment_id = $6, \
     agent_id = $7, enabled = $8, next_run_at = $9, version = version + 1, updated_at = $10, updated_by_id = $11, \
     updated_by_label = $12 WHERE id = $1";
const REMOVE: &str = "DELETE FROM schedule WHERE id = $1";

impl Store {
    /// Changes a schedule, if it is still in the version that the caller saw, where they say which. `decide` is told what
    /// there was. What asks for what is so already makes no new version.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`], and what `decide` answers.
    pub async fn update_schedule<E: From<StoreError>>(
        &self,
        confines: Confines,
        id: ScheduleId,
        version: Option<u64>,
        decide: impl FnOnce(&ScheduleRecord) -> Result<ScheduleChange, E>,
        actor: &Actor,
    ) -> Result<ScheduleRecord, E> {
        let mut tx = self.begin().await?;
        let before = in_version(find(&mut *tx, confines, id).await?, version)?;
        let change = decide(&before)?;
        if change.config == before.record.config && change.enabled == before.enabled {
            return Ok(before);
        }
        let action = action(&before, &change);
        update(&mut tx, id, &change, actor).await?;
        let after = find(&mut *tx, confines, id).await?;
        record(&mut tx, actor, action, &after).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(after)
    }

    /// Deletes a schedule, if it is still in the version that the caller saw, where they say which, and cancels the run that
    /// waits, which it gives back: it has the schedule's list.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`].
    pub async fn remove_schedule(
        &self,
        confines: Confines,
        id: ScheduleId,
        version: Option<u64>,
        actor: &Actor,
    ) -> Result<Vec<RunId>, StoreError> {
        let mut tx = self.begin().await?;
        let before = in_version(find(&mut *tx, confines, id).await?, version)?;
        let cancelled = cancel_waiting(&mut tx, confines.team, Gone::Schedule(id), actor).await?;
        sqlx::query(REMOVE).bind(id.to_string()).execute(&mut *tx).await?;
        record(&mut tx, actor, Action::ScheduleDeleted, &before).await?;
        tx.commit().await?;
        Ok(cancelled)
    }
}

fn in_version(schedule: ScheduleRecord, seen: Option<u64>) -> Result<ScheduleRecord, StoreError> {
    if seen.is_none_or(|seen| seen == schedule.record.version) { Ok(schedule) } else { Err(StoreError::Stale) }
}

fn action(before: &ScheduleRecord, change: &ScheduleChange) -> Action {
    match (change.config == before.record.config, change.enabled) {
        (true, true) => Action::ScheduleResumed,
        (true, false) => Action::SchedulePaused,
        (false, _) => Action::ScheduleUpdated,
    }
}

async fn update(
    tx: &mut Transaction<'static, Db>,
    id: ScheduleId,
    change: &ScheduleChange,
    actor: &Actor,
) -> Result<(), StoreError> {
    sqlx::query(UPDATE)
        .bind(id.to_string())
        .bind(change.config.name.as_str())
        .bind(change.config.name.folded())
        .bind(search(&change.config))
        .bind(to_json(&change.config, "schedule.config")?)
        .bind(environment(&change.config))
        .bind(change.config.agent_uid.map(|id| id.to_string()))
        .bind(i64::from(change.enabled))
        .bind(change.next_run.as_ref().map(Timestamp::as_str))
        .bind(actor.at.as_str())
        .bind(actor.id.map(|id| id.to_string()))
        .bind(&actor.label)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
