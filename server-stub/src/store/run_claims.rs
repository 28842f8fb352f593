//! A run changes hands: looked at, decided and kept in one transaction, so that of two claims one comes first.

use std::collections::HashMap;

use oz_domain::{
    RunId, SecretId, Timestamp,
    api::{AgentConfig, ExecutionLocation, RunState, RunStatusMessage},
    resolve::Resolution,
};
use sqlx::{QueryBuilder, Transaction};

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    pool::Db,
    rows::{read, to_json},
    run_inputs::{self, RunInputs},
    run_rows::{Starter, StoredRun},
    runs::{self, RunConfines},
};

/// A run that somebody is about to claim. Nobody else writes until it is kept or dropped.
pub struct RunClaim {
    tx: Transaction<'static, Db>,
    run: StoredRun,
}

/// What a runner was given.
#[derive(Debug, Clone)]
pub struct Handover<'a> {
    /// How it was configured in the end, its agent's choice for signing in included.
    pub config: &'a AgentConfig,
    /// Why it got what it got.
    pub resolution: &'a Resolution<'a>,
    /// How many variables were delivered.
    pub delivered: u64,
    /// Whoever claimed it.
    pub runner: &'a Starter,
    /// Where that is.
    pub location: ExecutionLocation,
    /// Unless the runner is heard of before, the run is given up.
    pub lease_expires_at: &'a Timestamp,
}

/// Sealed values, as far as they were asked for and read.
#[derive(Debug, Clone, Default)]
pub struct SealedValues {
    /// The envelopes, as JSON.
    pub found: HashMap<SecretId, String>,
    /// Whether nothing was left out for being too much.
    pub whole: bool,
}

/// What is asked for by its id, of what the run can reach at all.
const ENVELOPES: &str = "SELECT v.secret_id, v.envelope FROM sealed_value v JOIN secret s ON s.id = v.secret_id \
     WHERE s.enabled = 1 AND ((s.owner_kind = 'team' AND s.owner_id = $1) OR (s.owner_kind = 'user' AND s.owner_id = $2)) \
     AND v.secret_id IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)";
/// How many bytes of sealed values are read for one run. Several times what fits into a run, however it is written: a value
/// sealed is at most nine times as long as it is, and what is very short takes some 500 bytes.
const MOST_SEALED: usize = 32 << 20;
/// How many ids `ENVELOPES` takes.
const AT_ONCE: usize = 32;
const CLAIM: &str = "UPDATE run SET state = 'CLAIMED', updated_at = $2, runner = $3, execution_location = $4, \
     lease_expires_at = $5, fewer = $6, injected = $7, delivered = $8, config = $9 WHERE id = $1";
const REFUSE: &str = "UPDATE run SET state = 'FAILED', updated_at = $2, ended_at = $2, status_message = $3, status_code = $4, \
     status_retryable = $5, fewer = 1, injected = 0, delivered = 0 WHERE id = $1";
const INSERT_ROWS: &str = "INSERT INTO run_secret (run_id, number, secret_id, reason, row) ";
/// Rows in one statement: each statement waits for the thread that writes.
const ROWS_AT_ONCE: usize = 100;

impl Store {
    /// Takes hold of a run, whatever state it is in.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for no such run and for one outside the confines.
    pub async fn begin_claim(&self, confines: RunConfines, id: RunId) -> Result<RunClaim, StoreError> {
        let mut tx = self.begin().await?;
        let run = runs::find(&mut *tx, confines, id).await?;
        Ok(RunClaim { tx, run })
    }
}

impl RunClaim {
    /// The run.
    #[must_use]
    pub fn run(&self) -> &StoredRun {
        &self.run
    }

    /// Everything that decides what the run gets, at this moment.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn inputs(&mut self, confines: RunConfines) -> Result<RunInputs, StoreError> {
        let (config, agent) = (&self.run.item.agent_config, self.run.item.agent_identity_uid);
        run_inputs::read(&mut self.tx, confines.team, self.run.trigger.user(), config.environment(), agent).await
    }

    /// The sealed values of these secrets, as far as the run can reach them, the first first: when that is too much, what
    /// comes later is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn envelopes(&mut self, confines: RunConfines, wanted: &[SecretId]) -> Result<SealedValues, StoreError> {
        let (mut found, mut bytes) = (HashMap::with_capacity(wanted.len()), 0);
        for some in wanted.chunks(AT_ONCE) {
            if bytes > MOST_SEALED {
                return Ok(SealedValues { found, whole: false });
            }
            let mut query = sqlx::query_as(ENVELOPES)
                .bind(confines.team.to_string())
                .bind(self.run.trigger.user().map(|user| user.to_string()));
            for at in 0..AT_ONCE {
                query = query.bind(some.get(at).map(SecretId::to_string));
            }
            let rows: Vec<(String, String)> = query.fetch_all(&mut *self.tx).await?;
            for (id, envelope) in rows {
                bytes += envelope.len();
                found.insert(read(&id, "sealed_value.secret_id")?, envelope);
            }
        }
        Ok(SealedValues { found, whole: true })
    }

    /// Keeps what the runner was given, and why.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails; nothing is kept then.
    pub async fn hand_over(mut self, handover: &Handover<'_>, actor: &Actor) -> Result<(), StoreError> {
        let resolution = handover.resolution;
        let injected = i64::try_from(resolution.injected().count()).unwrap_or(i64::MAX);
        sqlx::query(CLAIM)
            .bind(self.run.item.run_id.to_string())
            .bind(actor.at.as_str())
            .bind(&handover.runner.0)
            .bind(handover.location.as_str())
            .bind(handover.lease_expires_at.as_str())
            .bind(i64::from(resolution.got_fewer_than_asked()))
            .bind(injected)
            .bind(super::rows::stored(handover.delivered))
            .bind(to_json(handover.config, "run.config")?)
            .execute(&mut *self.tx)
            .await?;
        self.finish(RunState::Claimed, resolution, Action::RunClaimed, actor).await
    }

    /// Fails the run: something that it must have can't be had. What would have been is kept, as the reason.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails; nothing is kept then.
    pub async fn fail(
        mut self,
        resolution: &Resolution<'_>,
        why: &RunStatusMessage,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        sqlx::query(REFUSE)
            .bind(self.run.item.run_id.to_string())
            .bind(actor.at.as_str())
            .bind(&why.message)
            .bind(why.error_code.map(oz_domain::api::RunErrorCode::as_str))
            .bind(why.retryable.map(i64::from))
            .execute(&mut *self.tx)
            .await?;
        self.finish(RunState::Failed, resolution, Action::RunFailed, actor).await
    }

    async fn finish(
        mut self,
        state: RunState,
        resolution: &Resolution<'_>,
        action: Action,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let (id, owner) = (self.run.item.run_id.to_string(), self.run.owner()?);
        insert_rows(&mut self.tx, &id, resolution).await?;
        runs::note_state(&mut self.tx, &id, state, actor).await?;
        let subject = Subject { id: Some(&id), name: Some(&self.run.item.title), owner: Some(owner) };
        audit::append(&mut self.tx, actor, action, subject).await?;
        self.tx.commit().await?;
        Ok(())
    }
}

/// Keeps the decision, row by row.
async fn insert_rows(
    tx: &mut Transaction<'static, Db>,
    id: &str,
    resolution: &Resolution<'_>,
) -> Result<(), StoreError> {
    let rows = (1_i64..).zip(&resolution.rows);
    let rows: Vec<_> = rows
        .map(|(number, row)| Ok((number, row, to_json(row, "run_secret.row")?)))
        .collect::<Result<_, StoreError>>()?;
    for some in rows.chunks(ROWS_AT_ONCE) {
        let mut insert = QueryBuilder::<Db>::new(INSERT_ROWS);
        insert.push_values(some, |mut values, (number, row, json)| {
            values
                .push_bind(id)
                .push_bind(number)
                .push_bind(row.id.map(|id| id.to_string()))
                .push_bind(row.reason.as_str())
                .push_bind(json);
        });
        // The last statement's length differs from run to run: not worth remembering.
        insert.build().persistent(some.len() == ROWS_AT_ONCE).execute(&mut **tx).await?;
    }
    Ok(())
}
