//! Runs: made, found, and shown with what they were given.

use oz_domain::{
    RunId, SecretId, TeamId, Trigger, UserId,
    api::{AgentConfig, RunItem, RunMetadata, RunSchedule, RunSecrets, RunState, RunThatGotIt, StateChange},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    pool::Db,
    remembered::{self, Remember, Remembered},
    rows::{read, read_json, to_json},
    run_rows::{RunRow, Starter, StoredRun, run_columns, trigger_columns},
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

/// A run to be kept, already checked.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// Its id.
    pub id: RunId,
    /// The team that it runs for.
    pub team: TeamId,
    /// The one person who sees it; a run of the team has none.
    pub private_to: Option<UserId>,
    /// Who or what started it.
    pub trigger: Trigger,
    /// The way it came.
    pub source: oz_domain::RunSource,
    /// What people see.
    pub title: String,
    /// What the agent is to do.
    pub prompt: String,
    /// How it is configured, its agent's defaults included.
    pub config: AgentConfig,
    /// The agent that executes it, and its name.
    pub agent: Option<(oz_domain::AgentId, String)>,
    /// The schedule that made it.
    pub schedule: Option<RunSchedule>,
    /// The run that started it.
    pub parent: Option<RunId>,
    /// The conversation that goes on in it.
    pub conversation_id: Option<String>,
    /// Labels.
    pub metadata: RunMetadata,
    /// Whoever made it.
    pub creator: Starter,
    /// Their address or name.
    pub creator_label: String,
}

const INSERT: &str = "INSERT INTO run (id, team_id, private_to, trigger_kind, trigger_user, source, title, prompt, search_text, \
     config, name, environment_id, model_id, skill, agent_id, agent_name, schedule_id, schedule_name, schedule_cron, \
     parent_id, conversation_id, metadata, creator, creator_uid, creator_label, executor_uid, state, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
     $25, $26, 'QUEUED', $27, $27)";
const INSERT_LABEL: &str = "INSERT INTO run_label (run_id, key, value) VALUES ($1, $2, $3)";
const INSERT_STATE: &str = "INSERT INTO run_state (run_id, number, state, at) \
     SELECT $1, 1 + coalesce(max(number), 0), $2, $3 FROM run_state WHERE run_id = $1";
const FIND: &str = concat!(
    "SELECT ",
    run_columns!(),
    " FROM run WHERE id = $1 AND team_id = $2 AND (private_to IS NULL OR private_to = $3 OR $4 = 1)"
);
const RECENT: &str = "SELECT r.id, r.title, r.state, r.created_at FROM run_secret s JOIN run r ON r.id = s.run_id \
     WHERE s.secret_id = $1 AND s.reason = 'injected' AND r.team_id = $2 \
     AND (r.private_to IS NULL OR r.private_to = $3 OR $4 = 1) ORDER BY r.created_at DESC, r.id DESC LIMIT 20";
const HISTORY: &str = "SELECT state, at FROM run_state WHERE run_id = $1 ORDER BY number";
const RECORD: &str = "SELECT row FROM run_secret WHERE run_id = $1 ORDER BY number";

impl Store {
    /// Keeps a new run, and its answer if there is one to remember; or says what was answered before.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`].
    pub async fn insert_run(
        &self,
        new: &NewRun,
        remember: Option<&Remember<'_>>,
        actor: &Actor,
    ) -> Result<Option<Remembered>, StoreError> {
        let mut tx = self.begin().await?;
        if let Some(remember) = remember {
            if let Some(before) = remembered::find(&mut *tx, remember).await? {
                return Ok(Some(before));
            }
            remembered::insert(&mut tx, remember, actor).await?;
        }
        insert(&mut tx, new, actor).await?;
        tx.commit().await?;
        Ok(None)
    }

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
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(RECENT)
            .bind(secret.to_string())
            .bind(confines.team.to_string())
            .bind(own)
            .bind(all)
            .fetch_all(&self.reader)
            .await?;
        let run = |(id, title, state, created_at): (String, String, String, String)| {
            Ok(RunThatGotIt {
                run_id: read(&id, "run.id")?,
                title,
                state: read(&state, "run.state")?,
                created_at: read(&created_at, "run.created_at")?,
            })
        };
        rows.into_iter().map(run).collect()
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

/// Keeps a new run that waits for a runner.
pub(super) async fn insert(tx: &mut Transaction<'static, Db>, new: &NewRun, actor: &Actor) -> Result<(), StoreError> {
    let id = new.id.to_string();
    let (trigger_kind, trigger_user) = trigger_columns(new.trigger);
    let skill = new.config.skill();
    let agent_id = new.agent.as_ref().map(|(id, _)| id.to_string());
    let schedule = new.schedule.as_ref();
    sqlx::query(INSERT)
        .bind(&id)
        .bind(new.team.to_string())
        .bind(new.private_to.map(|user| user.to_string()))
        .bind(trigger_kind)
        .bind(trigger_user)
        .bind(new.source.as_str())
        .bind(&new.title)
        .bind(&new.prompt)
        .bind(search_text(new))
        .bind(to_json(&new.config, "run.config")?)
        .bind(&new.config.name)
        .bind(new.config.environment())
        .bind(&new.config.model_id)
        .bind(skill)
        .bind(&agent_id)
        .bind(new.agent.as_ref().map(|(_, name)| name))
        .bind(schedule.map(|schedule| schedule.schedule_id.to_string()))
        .bind(schedule.map(|schedule| &schedule.schedule_name))
        .bind(schedule.map(|schedule| &schedule.cron_schedule))
        .bind(new.parent.map(|id| id.to_string()))
        .bind(&new.conversation_id)
        .bind(to_json(&new.metadata, "run.metadata")?)
        .bind(&new.creator.0)
        .bind(new.creator.uid())
        .bind(&new.creator_label)
        .bind(agent_id.as_deref().unwrap_or(new.creator.uid()))
        .bind(actor.at.as_str())
        .execute(&mut **tx)
        .await?;
    for (key, value) in new.metadata.iter() {
        sqlx::query(INSERT_LABEL).bind(&id).bind(key).bind(value).execute(&mut **tx).await?;
    }
    note_state(tx, &id, RunState::Queued, actor).await?;
    audit::append(tx, actor, Action::RunCreated, Subject { id: Some(&id), name: Some(&new.title), owner: None }).await
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

/// What a search looks in.
fn search_text(new: &NewRun) -> String {
    format!("{}\n{}\n{}", new.title, new.prompt, new.config.skill().unwrap_or_default()).to_lowercase()
}
