//! Runs: found, and shown with what they were given.

use oz_domain::{
    AgentId, HarnessAuthSecrets, RunId, SecretId, TeamId, UserId,
    api::{RunItem, RunSecrets, RunState, RunThatGotIt, StateChange},
};
use sqlx::Transaction;

use super::{
    Store, agents,
    audit::Actor,
    error::StoreError,
    pool::Db,
    rows::{read, read_json},
    run_rows::{RunRow, StoredRun, run_columns},
};

/// Whose runs a caller may see.
#[derive(Debug, Clone, Copy)]
pub struct RunConfines {
    /// The team.
    pub team: TeamId,
    /// Which of its runs.
    pub sees: Sees,
}

/// Which of a team's runs a caller may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sees {
    /// Those of the team, and this person's own.
    OwnToo(UserId),
    /// Those of the team.
    TeamsOnly,
    /// Every one, for a runner.
    All,
}

const INSERT_STATE: &str = "INSERT INTO run_state (run_id, number, state, at) \
     SELECT $1, 1 + coalesce(max(number), 0), $2, $3 FROM run_state WHERE run_id = $1";
const FIND: &str = concat!(
    "SELECT ",
    run_columns!(),
    " FROM run WHERE id = $1 AND team_id = $2 AND (private_to IS NULL OR private_to = $3 OR $4 = 1)"
);
const RECENT: &str = "SELECT r.id, r.title, r.state, r.created_at, r.fewer FROM run_secret s JOIN run r ON r.id = s.run_id \
     WHERE s.secret_id = $1 AND s.reason = 'injected' AND r.team_id = $2 \
     AND (r.private_to IS NULL OR r.private_to = $3 OR $4 = 1) ORDER BY r.created_at DESC, r.id DESC LIMIT 20";
const HISTORY: &str = "SELECT state, at FROM run_state WHERE run_id = $1 ORDER BY number";
const RECORD: &str = "SELECT row FROM run_secret WHERE run_id = $1 ORDER BY number";

impl Store {
    /// A run that the caller may see.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for no such run and for somebody else's own.
    pub async fn find_run(&self, confines: RunConfines, id: RunId) -> Result<StoredRun, StoreError> {
        find(&self.reader, confines, id).await
    }

    /// A run with its history and its record.
    ///
    /// # Errors
    ///
    /// As [`find_run`](Self::find_run).
    pub async fn find_run_whole(&self, confines: RunConfines, id: RunId) -> Result<RunItem, StoreError> {
        let mut item = find(&self.reader, confines, id).await?.item;
        let states: Vec<(String, String)> =
            sqlx::query_as(HISTORY).bind(id.to_string()).fetch_all(&self.reader).await?;
        let change = |(state, at): (String, String)| {
            Ok::<_, StoreError>(StateChange { state: read(&state, "run_state.state")?, at: read(&at, "run_state.at")? })
        };
        item.history = states.into_iter().map(change).collect::<Result<_, _>>()?;
        if let Some(secrets) = &mut item.secrets {
            self.add_record(id, secrets).await?;
        } else if item.agent_config.harness_auth_secrets.is_none() && !item.state.is_end() {
            item.agent_config.harness_auth_secrets = self.agents_choice(confines.team, item.agent_identity_uid).await?;
        }
        Ok(item)
    }

    /// The latest runs that the caller may see and that got this secret.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn recent_runs_with(
        &self,
        confines: RunConfines,
        secret: SecretId,
    ) -> Result<Vec<RunThatGotIt>, StoreError> {
        let (own, all) = confines.columns();
        let rows: Vec<(String, String, String, String, Option<i64>)> = sqlx::query_as(RECENT)
            .bind(secret.to_string())
            .bind(confines.team.to_string())
            .bind(own)
            .bind(all)
            .fetch_all(&self.reader)
            .await?;
        let run = |(id, title, state, created_at, fewer): (String, String, String, String, Option<i64>)| {
            Ok(RunThatGotIt {
                run_id: read(&id, "run.id")?,
                title,
                state: read(&state, "run.state")?,
                created_at: read(&created_at, "run.created_at")?,
                fewer: fewer == Some(1),
            })
        };
        rows.into_iter().map(run).collect()
    }

    /// What an agent's runs sign in with, as it is now: for one that waits this is decided when it is claimed.
    async fn agents_choice(
        &self,
        team: TeamId,
        agent: Option<AgentId>,
    ) -> Result<Option<HarnessAuthSecrets>, StoreError> {
        let Some(agent) = agent else {
            return Ok(None);
        };
        match agents::find(&self.reader, team, agent).await {
            Ok(agent) => Ok(agent.config.harness_auth_secrets),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn add_record(&self, id: RunId, secrets: &mut RunSecrets) -> Result<(), StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(RECORD).bind(id.to_string()).fetch_all(&self.reader).await?;
        secrets.rows = rows.iter().map(|row| read_json(row, "run_secret.row")).collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// A run within the confines.
pub(super) async fn find(
    executor: impl sqlx::Executor<'_, Database = Db>,
    confines: RunConfines,
    id: RunId,
) -> Result<StoredRun, StoreError> {
    let (own, all) = confines.columns();
    let row: Option<RunRow> = sqlx::query_as(FIND)
        .bind(id.to_string())
        .bind(confines.team.to_string())
        .bind(own)
        .bind(all)
        .fetch_optional(executor)
        .await?;
    row.ok_or(StoreError::NotFound)?.try_into()
}

impl RunConfines {
    /// The person whose own runs count too, and whether every run does.
    pub(super) fn columns(self) -> (Option<String>, i64) {
        match self.sees {
            Sees::OwnToo(user) => (Some(user.to_string()), 0),
            Sees::TeamsOnly => (None, 0),
            Sees::All => (None, 1),
        }
    }
}

/// Adds a state to a run's history.
pub(super) async fn note_state(
    tx: &mut Transaction<'static, Db>,
    id: &str,
    state: RunState,
    actor: &Actor,
) -> Result<(), StoreError> {
    sqlx::query(INSERT_STATE).bind(id).bind(state.as_str()).bind(actor.at.as_str()).execute(&mut **tx).await?;
    Ok(())
}
