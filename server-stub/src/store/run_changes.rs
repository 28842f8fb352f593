//! Runs on their way: what their runner says, and what becomes of those that nobody hears of.

use oz_domain::{
    RunId, Timestamp,
    api::{Receipt, RunErrorCode, RunState, RunStatusMessage},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    pool::Db,
    rows::stored,
    run_rows::{RunRow, Starter, StoredRun, run_columns},
    runs::{self, RunConfines},
};

const RENEW: &str = "UPDATE run SET lease_expires_at = $2 WHERE id = $1";
const RECEIVE: &str = "UPDATE run SET received = $3, updated_at = $2 WHERE id = $1";
const START: &str = "UPDATE run SET state = 'INPROGRESS', started_at = $2, updated_at = $2 WHERE id = $1";
const END: &str = "UPDATE run SET state = $3, ended_at = $2, updated_at = $2, status_message = $4, status_code = $5, \
     status_retryable = $6, lease_expires_at = NULL WHERE id = $1";
const SILENT: &str = concat!(
    "SELECT ",
    run_columns!(),
    " FROM run WHERE lease_expires_at <= $1 AND state IN ('CLAIMED', 'INPROGRESS') ORDER BY id LIMIT 100"
);

/// What came of a receipt.
#[derive(Debug, Clone)]
pub enum Told {
    /// It was news; the run is now like this.
    News(Box<StoredRun>),
    /// The runner had said so before: only its lease is renewed.
    Before(Box<StoredRun>),
}

impl Told {
    /// The run as it is now.
    #[must_use]
    pub fn run(&self) -> &StoredRun {
        match self {
            Self::News(run) | Self::Before(run) => run,
        }
    }
}

impl Store {
    /// Keeps what a run's runner says, and renews its lease. What it said before changes nothing else.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for a run that is not this runner's, [`StoreError::OutOfTurn`] for what can't follow.
    pub async fn receive_receipt(
        &self,
        confines: RunConfines,
        id: RunId,
        runner: &Starter,
        receipt: &Receipt,
        lease: &Timestamp,
        actor: &Actor,
    ) -> Result<Told, StoreError> {
        let (mut tx, run) = self.held_by(confines, id, runner).await?;
        if was_said(&run, receipt) {
            if !run.item.state.is_end() {
                renew(&mut tx, &run, lease).await?;
                tx.commit().await?;
            }
            return Ok(Told::Before(Box::new(run)));
        }
        match (run.item.state, receipt) {
            (RunState::Claimed, Receipt::Received { variables }) if received(&run).is_none() => {
                receive(&mut tx, &run, *variables, actor).await?;
            }
            (RunState::Claimed, Receipt::Started) if received(&run).is_some() => start(&mut tx, &run, actor).await?,
            (RunState::Claimed | RunState::InProgress, Receipt::Ended { state, message }) => {
                let status =
                    message.clone().map(|message| RunStatusMessage { message, error_code: None, retryable: None });
                end(&mut tx, &run, (*state).into(), status.as_ref(), Action::RunEnded, actor).await?;
            }
            (state, _) => return Err(StoreError::OutOfTurn(state)),
        }
        if !matches!(receipt, Receipt::Ended { .. }) {
            renew(&mut tx, &run, lease).await?;
        }
        Ok(Told::News(Box::new(finish(tx, confines, id).await?)))
    }

    /// Renews the lease of a run, unless it has ended: the answer says where it stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for a run that is not this runner's.
    pub async fn renew_lease(
        &self,
        confines: RunConfines,
        id: RunId,
        runner: &Starter,
        lease: &Timestamp,
    ) -> Result<RunState, StoreError> {
        let (mut tx, run) = self.held_by(confines, id, runner).await?;
        if !run.item.state.is_end() {
            renew(&mut tx, &run, lease).await?;
            tx.commit().await?;
        }
        Ok(run.item.state)
    }

    /// Gives up runs whose runner was not heard of in time; some hundred at once. Those that were given up.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn give_up_silent_runs(&self, actor: &Actor) -> Result<Vec<StoredRun>, StoreError> {
        let rows: Vec<RunRow> = sqlx::query_as(SILENT).bind(actor.at.as_str()).fetch_all(&self.reader).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.begin().await?;
        // Looked at again: their runner may have been heard of in between.
        let rows: Vec<RunRow> = sqlx::query_as(SILENT).bind(actor.at.as_str()).fetch_all(&mut *tx).await?;
        let runs: Vec<StoredRun> = rows.into_iter().map(StoredRun::try_from).collect::<Result<_, _>>()?;
        let status = RunStatusMessage {
            message: "the runner was not heard of for too long".to_owned(),
            error_code: Some(RunErrorCode::ResourceUnavailable),
            retryable: Some(true),
        };
        for run in &runs {
            end(&mut tx, run, RunState::Error, Some(&status), Action::RunGivenUp, actor).await?;
        }
        tx.commit().await?;
        Ok(runs)
    }

    async fn held_by(
        &self,
        confines: RunConfines,
        id: RunId,
        runner: &Starter,
    ) -> Result<(Transaction<'static, Db>, StoredRun), StoreError> {
        let mut tx = self.begin().await?;
        let run = runs::find(&mut *tx, confines, id).await?;
        if run.runner.as_ref() == Some(runner) { Ok((tx, run)) } else { Err(StoreError::NotFound) }
    }
}

fn received(run: &StoredRun) -> Option<u64> {
    run.item.secrets.as_ref()?.received
}

/// Whether a runner that lost the answer says the same again.
fn was_said(run: &StoredRun, receipt: &Receipt) -> bool {
    match receipt {
        Receipt::Received { variables } => received(run) == Some(*variables),
        Receipt::Started => run.item.started_at.is_some() && !run.item.state.is_end(),
        Receipt::Ended { state, .. } => run.item.state == RunState::from(*state),
    }
}

async fn renew(tx: &mut Transaction<'static, Db>, run: &StoredRun, lease: &Timestamp) -> Result<(), StoreError> {
    sqlx::query(RENEW).bind(run.item.run_id.to_string()).bind(lease.as_str()).execute(&mut **tx).await?;
    Ok(())
}

async fn receive(
    tx: &mut Transaction<'static, Db>,
    run: &StoredRun,
    variables: u64,
    actor: &Actor,
) -> Result<(), StoreError> {
    sqlx::query(RECEIVE)
        .bind(run.item.run_id.to_string())
        .bind(actor.at.as_str())
        .bind(stored(variables))
        .execute(&mut **tx)
        .await?;
    record(tx, run, Action::RunReceived, actor).await
}

async fn start(tx: &mut Transaction<'static, Db>, run: &StoredRun, actor: &Actor) -> Result<(), StoreError> {
    let id = run.item.run_id.to_string();
    sqlx::query(START).bind(&id).bind(actor.at.as_str()).execute(&mut **tx).await?;
    runs::note_state(tx, &id, RunState::InProgress, actor).await?;
    record(tx, run, Action::RunStarted, actor).await
}

/// Ends a run, whatever state it is in.
pub(super) async fn end(
    tx: &mut Transaction<'static, Db>,
    run: &StoredRun,
    state: RunState,
    status: Option<&RunStatusMessage>,
    action: Action,
    actor: &Actor,
) -> Result<(), StoreError> {
    let id = run.item.run_id.to_string();
    sqlx::query(END)
        .bind(&id)
        .bind(actor.at.as_str())
        .bind(state.as_str())
        .bind(status.map(|status| &status.message))
        .bind(status.and_then(|status| status.error_code).map(RunErrorCode::as_str))
        .bind(status.and_then(|status| status.retryable).map(i64::from))
        .execute(&mut **tx)
        .await?;
    runs::note_state(tx, &id, state, actor).await?;
    record(tx, run, action, actor).await
}

async fn record(
    tx: &mut Transaction<'static, Db>,
    run: &StoredRun,
    action: Action,
    actor: &Actor,
) -> Result<(), StoreError> {
    let id = run.item.run_id.to_string();
    let subject = Subject { id: Some(&id), name: Some(&run.item.title), owner: Some(run.owner()?) };
    audit::append(tx, actor, action, subject).await
}

/// Makes a change last and reads back what came of it.
pub(super) async fn finish(
    mut tx: Transaction<'static, Db>,
    confines: RunConfines,
    id: RunId,
) -> Result<StoredRun, StoreError> {
    let after = runs::find(&mut *tx, confines, id).await?;
    tx.commit().await?;
    Ok(after)
}
