//! A run changes hands: looked at, decided and kept in one transaction, so that of two claims one comes first.

use std::collections::HashMap;

use oz_domain::{
    RunId, SecretId, Timestamp,
    api::{AgentConfig, ExecutionLocation, RunState, RunStatusMessage},
    resolve::Resolution,
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    pool::Db,
    rows::{read_json, to_json},
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

/// What is asked for by its id, of what the run can reach at all: in one text, as the secrets are. Crossed, because SQLite
/// then keeps to this order; left to itself it looks through all that is asked for again for each secret that there is.
const ENVELOPES: &str = "SELECT json_group_array(json_array(v.secret_id, v.envelope)) \
     FROM json_each($3) asked CROSS JOIN sealed_value v CROSS JOIN secret s \
     WHERE v.secret_id = asked.value AND s.id = v.secret_id AND s.enabled = 1 \
     AND ((s.owner_kind = 'team' AND s.owner_id = $1) OR (s.owner_kind = 'user' AND s.owner_id = $2))";
/// How many bytes of sealed values are read for one run. Several times what fits into a run, however it is written: a value
/// sealed is at most nine times as long as it is, and what is very short takes some 500 bytes.
const MOST_SEALED: usize = 32 << 20;
/// How many are read at once: the longest of them together are as many bytes again.
const AT_ONCE: usize = 32;
const CLAIM: &str = "UPDATE run SET state = 'CLAIMED', updated_at = $2, runner = $3, execution_location = $4, \
     lease_expires_at = $5, fewer = $6, injected = $7, delivered = $8, config = $9 WHERE id = $1";
const REFUSE: &str = "UPDATE run SET state = 'FAILED', updated_at = $2, ended_at = $2, status_message = $3, status_code = $4, \
     status_retryable = $5, fewer = 1, injected = 0, delivered = 0 WHERE id = $1";
/// All rows in one text: bound one by one, a thousand of them take several times as long.
const INSERT_ROWS: &str = "INSERT INTO run_secret (run_id, number, secret_id, reason, row) \
     SELECT $1, key + 1, value ->> 'id', value ->> 'reason', value FROM json_each($2)";

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
            let envelopes: String = sqlx::query_scalar(ENVELOPES)
                .bind(confines.team.to_string())
                .bind(self.run.trigger.user().map(|user| user.to_string()))
                .bind(to_json(&some, "sealed_value.secret_id")?)
                .fetch_one(&mut *self.tx)
                .await?;
            let envelopes: Vec<(SecretId, String)> = read_json(&envelopes, "sealed_value")?;
            bytes += envelopes.iter().map(|(_, envelope)| envelope.len()).sum::<usize>();
            found.extend(envelopes);
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
    let rows = to_json(&resolution.rows, "run_secret.row")?;
    sqlx::query(INSERT_ROWS).bind(id).bind(rows).execute(&mut **tx).await?;
    Ok(())
}
