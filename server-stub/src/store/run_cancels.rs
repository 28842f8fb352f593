//! Runs that somebody ends before their runner does.

use oz_domain::{
    AgentId, ApiKeyId, RunId, ScheduleId, TeamId,
    api::{RunState, RunStatusMessage},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{Action, Actor},
    error::StoreError,
    pool::Db,
    rows::read,
    run_changes::{end, finish},
    run_rows::StoredRun,
    runs::{self, RunConfines},
};

/// What is deleted, and its waiting runs with it: they would be executed with nobody to answer for them, and get all that they
/// ask for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gone {
    /// The agent that is to execute them.
    Agent(AgentId),
    /// The schedule that made them, whose list they have.
    Schedule(ScheduleId),
    /// The API key that they were made with.
    Key(ApiKeyId),
}

/// One of each for all runs together. The last changes what the others look for.
struct Statements {
    history: &'static str,
    record: &'static str,
    cancel: &'static str,
}

macro_rules! statements {
    ($of:literal) => {
        Statements {
            history: concat!(
                "INSERT INTO run_state (run_id, number, state, at) SELECT id, \
                 1 + (SELECT coalesce(max(s.number), 0) FROM run_state s WHERE s.run_id = run.id), 'CANCELLED', $3 FROM run \
                 WHERE team_id = $1 AND state IN ('QUEUED', 'PENDING') AND ",
                $of
            ),
            record: concat!(
                "INSERT INTO audit (at, action, team_id, actor_id, actor_label, subject_id, subject_name, owner_kind, \
                 owner_id, trace_id) SELECT $3, $4, $5, $6, $7, id, title, \
                 CASE WHEN private_to IS NULL THEN 'team' ELSE 'user' END, coalesce(private_to, team_id), $8 FROM run \
                 WHERE team_id = $1 AND state IN ('QUEUED', 'PENDING') AND ",
                $of,
                " ORDER BY id"
            ),
            cancel: concat!(
                "UPDATE run SET state = 'CANCELLED', ended_at = $3, updated_at = $3, status_message = $4, \
                 status_code = NULL, status_retryable = NULL, lease_expires_at = NULL \
                 WHERE team_id = $1 AND state IN ('QUEUED', 'PENDING') AND ",
                $of,
                " RETURNING id"
            ),
        }
    };
}
const OF_AGENT: Statements = statements!("agent_id = $2");
const OF_SCHEDULE: Statements = statements!("schedule_id = $2");
/// A team's key is also who made them, in runs of a time when keys were not kept.
const OF_KEY: Statements = statements!("(key_id = $2 OR creator = 'key:' || $2)");

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
        let message = format!("cancelled by {}", actor.label);
        let status = RunStatusMessage { message, error_code: None, retryable: None };
        end(&mut tx, &run, RunState::Cancelled, Some(&status), Action::RunCancelled, actor).await?;
        finish(tx, confines, id).await
    }
}

/// Ends every run that waits and that nobody answers for any more; which those were.
pub(super) async fn cancel_waiting(
    tx: &mut Transaction<'static, Db>,
    team: TeamId,
    gone: Gone,
    actor: &Actor,
) -> Result<Vec<RunId>, StoreError> {
    let (statements, id) = (gone.statements(), gone.id());
    let (team, at) = (team.to_string(), actor.at.as_str());
    sqlx::query(statements.history).bind(&team).bind(&id).bind(at).execute(&mut **tx).await?;
    sqlx::query(statements.record)
        .bind(&team)
        .bind(&id)
        .bind(at)
        .bind(Action::RunCancelled.as_str())
        .bind(actor.team.map(|team| team.to_string()))
        .bind(actor.id.map(|id| id.to_string()))
        .bind(&actor.label)
        .bind(&actor.trace_id)
        .execute(&mut **tx)
        .await?;
    let cancel = sqlx::query_scalar(statements.cancel).bind(&team).bind(&id).bind(at).bind(gone.why(actor));
    let ids: Vec<String> = cancel.fetch_all(&mut **tx).await?;
    ids.iter().map(|id| read(id, "run.id")).collect()
}

impl Gone {
    fn statements(self) -> Statements {
        match self {
            Self::Agent(_) => OF_AGENT,
            Self::Schedule(_) => OF_SCHEDULE,
            Self::Key(_) => OF_KEY,
        }
    }

    fn id(self) -> String {
        match self {
            Self::Agent(id) => id.to_string(),
            Self::Schedule(id) => id.to_string(),
            Self::Key(id) => id.to_string(),
        }
    }

    fn why(self, actor: &Actor) -> String {
        let what = match self {
            Self::Agent(_) => "its agent",
            Self::Schedule(_) => "its schedule",
            Self::Key(_) => "the API key that it was made with",
        };
        format!("cancelled: {} deleted {what}", actor.label)
    }
}
