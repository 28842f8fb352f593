//! Agents: found, listed, created, changed and removed, their keys with them. Each query is confined to the team.

use oz_domain::{
    AgentId, Description, Owner, RunId, TeamId,
    api::{AgentRule, CreateAgent, UpdateAgent},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    dependents::{self, Confirmed},
    error::StoreError,
    limits::{Full, refuse_if_full},
    named::{NamedPage, NamedRequest, Statements, statements},
    pool::Db,
    record::{Record, RecordRow, record_columns},
    remembered::{self, Remember, Remembered},
    rows::{stored, to_json},
    run_cancels::{Gone, cancel_waiting},
    secrets::{Confines, search_text},
};

/// An agent, as it is kept.
pub type AgentRecord = Record<AgentId, CreateAgent>;

/// What came of changing an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgentChange {
    /// It is now like this.
    Done(Box<AgentRecord>),
    /// With what was there before, the change breaks a rule.
    Refused(AgentRule),
}

const FIND: &str = concat!("SELECT ", record_columns!(), " FROM agent WHERE id = $1 AND team_id = $2");
const COUNT: &str = "SELECT count(*) FROM agent WHERE team_id = $1";
const INSERT: &str = "INSERT INTO agent (id, team_id, name, name_folded, search_text, config, environment_id, version, \
     created_at, created_by_id, created_by_label, updated_at, updated_by_id, updated_by_label) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9, $10, $11)";
const UPDATE: &str = "UPDATE agent SET name = $2, name_folded = $3, search_text = $4, config = $5, environment_id = $6, \
     version = version + 1, updated_at = $7, updated_by_id = $8, updated_by_label = $9 WHERE id = $1";
const END_KEYS: &str =
    "UPDATE api_key SET revoked_at = $2 WHERE agent_id = $1 AND revoked_at IS NULL RETURNING id, name";
const REMOVE: &str = "DELETE FROM agent WHERE id = $1";
const LIST: Statements = statements!("agent", record_columns!(), false, "", "");

impl Store {
    /// An agent of the team.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for no such agent and for another team's.
    pub async fn find_agent(&self, team: TeamId, id: AgentId) -> Result<AgentRecord, StoreError> {
        find(&self.reader, team, id).await
    }

    /// One page of the team's agents.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn list_agents(&self, request: &NamedRequest) -> Result<NamedPage<AgentRecord>, StoreError> {
        self.page_of::<RecordRow>(&LIST, request).await?.read(RecordRow::read)
    }

    /// Keeps a new agent, and its answer if there is one to remember; or says what was answered before.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`], [`StoreError::Full`].
    pub async fn insert_agent(
        &self,
        new: &AgentRecord,
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
        let team = new.team.to_string();
        refuse_if_full(&mut tx, COUNT, &[&team], self.limits.agents, Full::Agents).await?;
        insert(&mut tx, new).await?;
        record(&mut tx, actor, Action::AgentCreated, new).await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Changes an agent, if it is still in the version that the caller saw, where they say which. What asks for what is so
    /// already makes no new version.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`].
    pub async fn update_agent(
        &self,
        team: TeamId,
        id: AgentId,
        version: Option<u64>,
        change: UpdateAgent,
        actor: &Actor,
    ) -> Result<AgentChange, StoreError> {
        let mut tx = self.begin().await?;
        let before = find(&mut *tx, team, id).await?.in_version(version)?;
        let config = match change.applied_to(before.config.clone()).settled() {
            Ok(config) if config == before.config => return Ok(AgentChange::Done(Box::new(before))),
            Ok(config) => config,
            Err(rule) => return Ok(AgentChange::Refused(rule)),
        };
        sqlx::query(UPDATE)
            .bind(id.to_string())
            .bind(config.name.as_str())
            .bind(config.name.folded())
            .bind(search(&config))
            .bind(to_json(&config, "agent.config")?)
            .bind(config.environment_id.map(|id| id.to_string()))
            .bind(actor.at.as_str())
            .bind(actor.id.map(|id| id.to_string()))
            .bind(&actor.label)
            .execute(&mut *tx)
            .await?;
        let after = find(&mut *tx, team, id).await?;
        record(&mut tx, actor, Action::AgentUpdated, &after).await?;
        tx.commit().await?;
        Ok(AgentChange::Done(Box::new(after)))
    }

    /// Deletes an agent, ends its keys and cancels the runs that wait for it, which it gives back; if it is still in the
    /// version that the caller saw, where they say which. Its keys end first, and stay ended if the rest fails.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`]; [`StoreError::InUse`] unless it is `confirmed`.
    pub async fn remove_agent(
        &self,
        confines: Confines,
        id: AgentId,
        version: Option<u64>,
        confirmed: Confirmed,
        actor: &Actor,
    ) -> Result<Vec<RunId>, StoreError> {
        let mut tx = self.begin().await?;
        find(&mut *tx, confines.team, id).await?.in_version(version)?;
        if confirmed == Confirmed::No {
            dependents::refuse(dependents::of_agent(&mut tx, confines, id).await?)?;
        }
        end_keys(&mut tx, id, actor).await?;
        tx.commit().await?;

        let mut tx = self.begin().await?;
        let before = find(&mut *tx, confines.team, id).await?.in_version(version)?;
        let cancelled = cancel_waiting(&mut tx, confines.team, Gone::Agent(id), actor).await?;
        sqlx::query(REMOVE).bind(id.to_string()).execute(&mut *tx).await?;
        record(&mut tx, actor, Action::AgentDeleted, &before).await?;
        tx.commit().await?;
        Ok(cancelled)
    }
}

/// Ends an agent's keys.
async fn end_keys(tx: &mut Transaction<'static, Db>, agent: AgentId, actor: &Actor) -> Result<(), StoreError> {
    let ended: Vec<(String, String)> =
        sqlx::query_as(END_KEYS).bind(agent.to_string()).bind(actor.at.as_str()).fetch_all(&mut **tx).await?;
    for (key, name) in &ended {
        let subject = Subject { id: Some(key), name: Some(name), owner: None };
        audit::append(tx, actor, Action::ApiKeyDeleted, subject).await?;
    }
    Ok(())
}

/// An agent of the team.
pub(super) async fn find(
    executor: impl sqlx::Executor<'_, Database = Db>,
    team: TeamId,
    id: AgentId,
) -> Result<AgentRecord, StoreError> {
    let row: Option<RecordRow> =
        sqlx::query_as(FIND).bind(id.to_string()).bind(team.to_string()).fetch_optional(executor).await?;
    row.ok_or(StoreError::NotFound)?.read()
}

async fn insert(tx: &mut Transaction<'static, Db>, new: &AgentRecord) -> Result<(), StoreError> {
    sqlx::query(INSERT)
        .bind(new.id.to_string())
        .bind(new.team.to_string())
        .bind(new.config.name.as_str())
        .bind(new.config.name.folded())
        .bind(search(&new.config))
        .bind(to_json(&new.config, "agent.config")?)
        .bind(new.config.environment_id.map(|id| id.to_string()))
        .bind(stored(new.version))
        .bind(new.created_at.as_str())
        .bind(new.created_by.id.map(|id| id.to_string()))
        .bind(&new.created_by.label)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn search(config: &CreateAgent) -> String {
    search_text(config.name.as_str(), config.description.as_ref().unwrap_or(&Description::default()))
}

async fn record(
    tx: &mut Transaction<'static, Db>,
    actor: &Actor,
    action: Action,
    agent: &AgentRecord,
) -> Result<(), StoreError> {
    let id = agent.id.to_string();
    let (name, owner) = (Some(agent.config.name.as_str()), Some(Owner::Team(agent.team)));
    audit::append(tx, actor, action, Subject { id: Some(&id), name, owner }).await
}
