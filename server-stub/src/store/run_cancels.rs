//! Runs that somebody ends before their runner does.

use oz_domain::{
    AgentId, RunId, TeamId,
    api::{RunState, RunStatusMessage},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{Action, Actor},
    error::StoreError,
    pool::Db,
    run_changes::{end, finish},
    run_rows::{RunRow, StoredRun, run_columns},
    runs::{self, RunConfines},
};

const WAITING_FOR: &str = concat!(
    "SELECT ",
    run_columns!(),
    " FROM run WHERE agent_id = $1 AND team_id = $2 AND state IN ('QUEUED', 'PENDING') ORDER BY id"
);

impl Store {
    /// Ends a run that waits or works.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], and [`StoreError::OutOfTurn`] for one that has ended.
    pub async fn cancel_run(&self, confines: RunConfines, id: RunId, actor: &Actor) -> Result<StoredRun, StoreError> {
        let mut tx = self.begin().await?;
        let run = runs::find(&mut *tx, confines, id).await?;
        if run.item.state.is_end() {
            return Err(StoreError::OutOfTurn(run.item.state));
        }
        cancel(&mut tx, &run, format!("cancelled by {}", actor.label), actor).await?;
        finish(tx, confines, id).await
    }
}

/// Ends every run that waits for an agent that is deleted: it would be executed without anybody to answer for it, with all
/// that it asked for itself.
pub(super) async fn cancel_waiting(
    tx: &mut Transaction<'static, Db>,
    team: TeamId,
    agent: AgentId,
    actor: &Actor,
) -> Result<Vec<StoredRun>, StoreError> {
    let rows: Vec<RunRow> =
        sqlx::query_as(WAITING_FOR).bind(agent.to_string()).bind(team.to_string()).fetch_all(&mut **tx).await?;
    let runs: Vec<StoredRun> = rows.into_iter().map(StoredRun::try_from).collect::<Result<_, _>>()?;
    for run in &runs {
        cancel(tx, run, format!("cancelled: {} deleted its agent", actor.label), actor).await?;
    }
    Ok(runs)
}

async fn cancel(
    tx: &mut Transaction<'static, Db>,
    run: &StoredRun,
    why: String,
    actor: &Actor,
) -> Result<(), StoreError> {
    let status = RunStatusMessage { message: why, error_code: None, retryable: None };
    end(tx, run, RunState::Cancelled, Some(&status), Action::RunCancelled, actor).await
}
