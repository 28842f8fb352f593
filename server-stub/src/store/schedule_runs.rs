//! Schedules whose time has come: found, and moved on with the run that they make, all or nothing.

use oz_domain::{RunId, Timestamp};
use sqlx::Transaction;

use super::{
    Store,
    audit::{Action, Actor},
    error::StoreError,
    new_runs::{self, NewRun},
    pool::Db,
    record::record_columns,
    rows::stored,
    schedules::{ScheduleRecord, ScheduleRow, record, schedule_columns},
};

/// What came of a schedule whose time had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spawned {
    /// It made this run.
    Run(RunId),
    /// The run that it made last still waits: it made none, and says so.
    StillWaits,
    /// Somebody changed, paused or deleted it meanwhile, or another server was faster.
    NotDue,
}

const DUE: &str =
    concat!("SELECT ", schedule_columns!(), " FROM schedule WHERE next_run_at <= $1 ORDER BY next_run_at, id LIMIT $2");
const SPAWN: &str = "UPDATE schedule SET last_ran_at = $4, next_run_at = $5, last_spawn_error = NULL \
     WHERE id = $1 AND version = $2 AND next_run_at = $3";
const WAITING: &str = "SELECT count(id) FROM run WHERE schedule_id = $1 AND state IN ('QUEUED', 'PENDING')";
const STILL_WAITS: &str = "its last run still waits for a runner";
const FAIL: &str = "UPDATE schedule SET last_spawn_error = $4, next_run_at = $5 \
     WHERE id = $1 AND version = $2 AND next_run_at = $3";

impl Store {
    /// Schedules whose time has come, the longest due first. For the scheduler.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn due_schedules(&self, now: &Timestamp, most: u32) -> Result<Vec<ScheduleRecord>, StoreError> {
        let rows: Vec<ScheduleRow> =
            sqlx::query_as(DUE).bind(now.as_str()).bind(i64::from(most)).fetch_all(&self.reader).await?;
        rows.into_iter().map(ScheduleRow::read).collect()
    }

    /// Keeps the run that a schedule makes, and moves the schedule on to its next time. While its last run waits, another
    /// would only wait behind it: then it makes none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Full`], or when the database fails; then neither happened.
    pub async fn spawn_run(
        &self,
        schedule: &ScheduleRecord,
        run: &NewRun,
        next: Option<&Timestamp>,
        actor: &Actor,
    ) -> Result<Spawned, StoreError> {
        let mut tx = self.begin().await?;
        let waiting: i64 = sqlx::query_scalar(WAITING).bind(schedule.record.id.to_string()).fetch_one(&mut *tx).await?;
        if waiting > 0 {
            let moved = fail(tx, schedule, STILL_WAITS, next, actor).await?;
            return Ok(if moved { Spawned::StillWaits } else { Spawned::NotDue });
        }
        if !move_on(&mut tx, SPAWN, schedule, actor.at.as_str(), next).await? {
            return Ok(Spawned::NotDue);
        }
        new_runs::insert(&mut tx, run, self.limits, actor).await?;
        tx.commit().await?;
        Ok(Spawned::Run(run.id))
    }

    /// Keeps why a schedule can't make a run, and moves it on to its next time.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails; then neither happened.
    pub async fn note_spawn_error(
        &self,
        schedule: &ScheduleRecord,
        why: &str,
        next: Option<&Timestamp>,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        fail(self.begin().await?, schedule, why, next, actor).await.map(drop)
    }
}

/// Moves a schedule on without a run; whether it still waited for the time that has come. What it says already is not recorded again at each of its times.
async fn fail(
    mut tx: Transaction<'static, Db>,
    schedule: &ScheduleRecord,
    why: &str,
    next: Option<&Timestamp>,
    actor: &Actor,
) -> Result<bool, StoreError> {
    if !move_on(&mut tx, FAIL, schedule, why, next).await? {
        return Ok(false);
    }
    if schedule.last_spawn_error.as_deref() != Some(why) {
        record(&mut tx, actor, Action::ScheduleFailed, schedule).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Whether the schedule still waited for the time that has come, as it was when it was looked at.
async fn move_on(
    tx: &mut Transaction<'static, Db>,
    statement: &'static str,
    schedule: &ScheduleRecord,
    with: &str,
    next: Option<&Timestamp>,
) -> Result<bool, StoreError> {
    let moved = sqlx::query(statement)
        .bind(schedule.record.id.to_string())
        .bind(stored(schedule.record.version))
        .bind(schedule.next_run.as_ref().map(Timestamp::as_str))
        .bind(with)
        .bind(next.map(Timestamp::as_str))
        .execute(&mut **tx)
        .await?;
    Ok(moved.rows_affected() == 1)
}
