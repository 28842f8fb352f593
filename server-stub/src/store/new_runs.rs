//! Runs, made.

use oz_domain::{
    AgentId, ApiKeyId, Owner, RunId, RunSource, TeamId, Trigger, UserId,
    api::{AgentConfig, RunMetadata, RunSchedule, RunState},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    limits::{Full, Limits, refuse_if_full},
    pool::Db,
    remembered::{self, Remember, Remembered},
    rows::to_json,
    run_rows::{Starter, trigger_columns},
    runs::note_state,
};

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
    pub source: RunSource,
    /// What people see.
    pub title: String,
    /// What the agent is to do.
    pub prompt: String,
    /// How it is configured, its agent's defaults included.
    pub config: AgentConfig,
    /// The agent that executes it, and its name.
    pub agent: Option<(AgentId, String)>,
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
    /// The API key that they asked with: deleting it cancels the run while it waits.
    pub key: Option<ApiKeyId>,
}

const INSERT: &str = "INSERT INTO run (id, team_id, private_to, trigger_kind, trigger_user, source, title, prompt, search_text, \
     config, name, environment_id, model_id, skill, agent_id, agent_name, schedule_id, schedule_name, schedule_cron, \
     parent_id, conversation_id, metadata, creator, creator_uid, creator_label, executor_uid, state, created_at, updated_at, key_id) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
     $25, $26, 'QUEUED', $27, $27, $28)";
const WAITING: &str = "SELECT count(*) FROM run WHERE team_id = $1 AND state IN ('QUEUED', 'PENDING')";
const WAITING_OF_ONE: &str =
    "SELECT count(*) FROM run WHERE team_id = $1 AND state IN ('QUEUED', 'PENDING') AND creator = $2";
const ENDED: &str = "SELECT count(id) FROM api_key WHERE id = $1 AND revoked_at IS NOT NULL";
/// How much of a prompt is searched, in characters: all runs are looked through.
const SEARCHED: usize = 4096;
const INSERT_LABEL: &str = "INSERT INTO run_label (run_id, key, value) VALUES ($1, $2, $3)";

impl Store {
    /// Keeps a new run, and its answer if there is one to remember; or says what was answered before.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`], [`StoreError::KeyDeleted`], [`StoreError::Full`].
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
        insert(&mut tx, new, self.limits, actor).await?;
        tx.commit().await?;
        Ok(None)
    }
}

/// Keeps a new run that waits for a runner.
pub(super) async fn insert(
    tx: &mut Transaction<'static, Db>,
    new: &NewRun,
    limits: Limits,
    actor: &Actor,
) -> Result<(), StoreError> {
    refuse_ended_key(tx, new.key).await?;
    let (team, most) = (new.team.to_string(), limits.waiting_runs);
    refuse_if_full(tx, WAITING, &[&team], most, Full::WaitingRuns).await?;
    let most = limits.waiting_runs_of_one;
    refuse_if_full(tx, WAITING_OF_ONE, &[&team, &new.creator.0], most, Full::WaitingRunsOfOne).await?;
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
        .bind(new.key.map(|key| key.to_string()))
        .execute(&mut **tx)
        .await?;
    for (key, value) in new.metadata.iter() {
        sqlx::query(INSERT_LABEL).bind(&id).bind(key).bind(value).execute(&mut **tx).await?;
    }
    note_state(tx, &id, RunState::Queued, actor).await?;
    let owner = new.private_to.map_or(Owner::Team(new.team), Owner::User);
    let subject = Subject { id: Some(&id), name: Some(&new.title), owner: Some(owner) };
    audit::append(tx, actor, Action::RunCreated, subject).await
}

/// A key that was deleted since it asked has had its waiting runs cancelled: it makes no others.
async fn refuse_ended_key(tx: &mut Transaction<'static, Db>, key: Option<ApiKeyId>) -> Result<(), StoreError> {
    let Some(key) = key else {
        return Ok(());
    };
    let ended: i64 = sqlx::query_scalar(ENDED).bind(key.to_string()).fetch_one(&mut **tx).await?;
    if ended == 0 { Ok(()) } else { Err(StoreError::KeyDeleted) }
}

/// What a search looks in.
fn search_text(new: &NewRun) -> String {
    let beginning: String = new.prompt.chars().take(SEARCHED).collect();
    format!("{}\n{beginning}\n{}", new.title, new.config.skill().unwrap_or_default()).to_lowercase()
}
