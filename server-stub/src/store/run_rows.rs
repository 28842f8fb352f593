//! Rows of runs into the words of the interface.

use oz_domain::{
    Owner, TeamId, Trigger,
    api::{
        PublicScope, PublicScopeKind, RunItem, RunSchedule, RunSecrets, RunState, RunStatusMessage, UserProfile,
        UserProfileKind,
    },
};

use super::{
    error::StoreError,
    page_size::json_bytes,
    rows::{number, read, read_json, read_opt},
};

/// A run, and what only the server needs to know of it.
#[derive(Debug, Clone)]
pub struct StoredRun {
    /// The run as people see it, without its record and history.
    pub item: RunItem,
    /// The team that it runs for.
    pub team: TeamId,
    /// Who or what started it.
    pub trigger: Trigger,
    /// Whoever made it, in the words of [`Starter`].
    pub creator: Starter,
    /// Whoever claimed it.
    pub runner: Option<Starter>,
}

impl StoredRun {
    /// Whose it is: the team's, or the one person's who sees it.
    pub(super) fn owner(&self) -> Result<Owner, StoreError> {
        match self.item.scope.kind {
            PublicScopeKind::Team => Ok(Owner::Team(self.team)),
            PublicScopeKind::User => Ok(Owner::User(read(&self.item.scope.uid, "run.private_to")?)),
        }
    }
}

/// Whoever makes or claims a run, as one text: `user:…`, `key:…`, `agent:…` or `schedule:…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter(pub String);

impl Starter {
    /// The id.
    #[must_use]
    pub fn uid(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, uid)| uid)
    }

    fn profile(&self, label: &str) -> UserProfile {
        let is_person = self.0.starts_with("user:");
        UserProfile {
            kind: if is_person { UserProfileKind::User } else { UserProfileKind::ServiceAccount },
            uid: Some(self.uid().to_owned()),
            display_name: label.to_owned(),
            email: is_person.then(|| label.to_owned()),
        }
    }
}

macro_rules! run_columns {
    () => {
        "id, team_id, private_to, trigger_kind, trigger_user, source, title, prompt, config, agent_id, agent_name, \
         schedule_id, schedule_name, schedule_cron, parent_id, conversation_id, metadata, creator, creator_label, state, \
         status_message, status_code, status_retryable, created_at, updated_at, started_at, ended_at, runner, \
         execution_location, fewer, injected, delivered, received"
    };
}
pub(super) use run_columns;

/// The columns of a run.
#[derive(sqlx::FromRow)]
pub(super) struct RunRow {
    pub(super) id: String,
    team_id: String,
    private_to: Option<String>,
    trigger_kind: String,
    trigger_user: Option<String>,
    source: String,
    title: String,
    prompt: String,
    config: String,
    agent_id: Option<String>,
    agent_name: Option<String>,
    schedule_id: Option<String>,
    schedule_name: Option<String>,
    schedule_cron: Option<String>,
    parent_id: Option<String>,
    conversation_id: Option<String>,
    metadata: String,
    creator: String,
    creator_label: String,
    state: String,
    status_message: Option<String>,
    status_code: Option<String>,
    status_retryable: Option<i64>,
    created_at: String,
    updated_at: String,
    started_at: Option<String>,
    ended_at: Option<String>,
    runner: Option<String>,
    execution_location: Option<String>,
    fewer: Option<i64>,
    injected: Option<i64>,
    delivered: Option<i64>,
    received: Option<i64>,
}

impl TryFrom<RunRow> for StoredRun {
    type Error = StoreError;

    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        let creator = Starter(row.creator.clone());
        let (team, trigger) = (read(&row.team_id, "run.team_id")?, row.trigger()?);
        let item = row.item(&creator)?;
        Ok(Self { item, team, trigger, creator, runner: row.runner.map(Starter) })
    }
}

impl RunRow {
    /// How long it is in an answer, about.
    pub(super) fn bytes(&self) -> usize {
        2048 + json_bytes(&self.title) + json_bytes(&self.prompt) + self.config.len() + self.metadata.len()
    }

    fn item(&self, creator: &Starter) -> Result<RunItem, StoreError> {
        let id = read(&self.id, "run.id")?;
        let state: RunState = read(&self.state, "run.state")?;
        let started_at = read_opt(self.started_at.as_deref(), "run.started_at")?;
        let ended_at = read_opt(self.ended_at.as_deref(), "run.ended_at")?;
        let maker = creator.profile(&self.creator_label);
        Ok(RunItem {
            run_id: id,
            task_id: id,
            title: self.title.clone(),
            prompt: self.prompt.clone(),
            state,
            created_at: read(&self.created_at, "run.created_at")?,
            updated_at: read(&self.updated_at, "run.updated_at")?,
            run_time: super::run_time::between(started_at.as_ref(), ended_at.as_ref()),
            started_at,
            executor: self.executor().unwrap_or_else(|| maker.clone()),
            creator: maker,
            source: read(&self.source, "run.source")?,
            scope: self.scope(),
            agent_config: read_json(&self.config, "run.config")?,
            agent_identity_uid: read_opt(self.agent_id.as_deref(), "run.agent_id")?,
            schedule: self.schedule()?,
            status_message: self.status()?,
            metadata: read_json(&self.metadata, "run.metadata")?,
            conversation_id: self.conversation_id.clone(),
            parent_run_id: read_opt(self.parent_id.as_deref(), "run.parent_id")?,
            execution_location: read_opt(self.execution_location.as_deref(), "run.execution_location")?,
            is_run_type_cancellable: true,
            is_sandbox_running: matches!(state, RunState::Claimed | RunState::InProgress),
            secrets: self.secrets()?,
            history: Vec::new(),
        })
    }

    fn trigger(&self) -> Result<Trigger, StoreError> {
        const COLUMN: &str = "run.trigger_kind";
        match (self.trigger_kind.as_str(), &self.trigger_user) {
            ("user", Some(user)) => Ok(Trigger::User(read(user, "run.trigger_user")?)),
            ("team", None) => Ok(Trigger::Team),
            ("agent", None) => Ok(Trigger::Agent),
            ("schedule", None) => Ok(Trigger::Schedule),
            ("integration", None) => Ok(Trigger::Integration),
            _ => Err(StoreError::Unreadable(COLUMN)),
        }
    }

    fn scope(&self) -> PublicScope {
        match &self.private_to {
            Some(user) => PublicScope { kind: PublicScopeKind::User, uid: user.clone() },
            None => PublicScope { kind: PublicScopeKind::Team, uid: self.team_id.clone() },
        }
    }

    fn executor(&self) -> Option<UserProfile> {
        let (id, name) = (self.agent_id.clone()?, self.agent_name.clone()?);
        Some(UserProfile { kind: UserProfileKind::ServiceAccount, uid: Some(id), display_name: name, email: None })
    }

    fn schedule(&self) -> Result<Option<RunSchedule>, StoreError> {
        let (Some(id), Some(name), Some(cron)) = (&self.schedule_id, &self.schedule_name, &self.schedule_cron) else {
            return Ok(None);
        };
        let schedule_id = read(id, "run.schedule_id")?;
        Ok(Some(RunSchedule { schedule_id, schedule_name: name.clone(), cron_schedule: cron.clone() }))
    }

    fn status(&self) -> Result<Option<RunStatusMessage>, StoreError> {
        let Some(message) = self.status_message.clone() else {
            return Ok(None);
        };
        let error_code = read_opt(self.status_code.as_deref(), "run.status_code")?;
        Ok(Some(RunStatusMessage { message, error_code, retryable: self.status_retryable.map(|flag| flag == 1) }))
    }

    fn secrets(&self) -> Result<Option<RunSecrets>, StoreError> {
        let (Some(fewer), Some(injected), Some(delivered)) = (self.fewer, self.injected, self.delivered) else {
            return Ok(None);
        };
        Ok(Some(RunSecrets {
            fewer: fewer == 1,
            injected: number(injected, "run.injected")?,
            delivered: number(delivered, "run.delivered")?,
            received: self.received.map(|count| number(count, "run.received")).transpose()?,
            rows: Vec::new(),
            withheld: 0,
        }))
    }
}

/// The kind of a trigger and the person behind it, as columns.
pub(super) fn trigger_columns(trigger: Trigger) -> (&'static str, Option<String>) {
    match trigger {
        Trigger::User(user) => ("user", Some(user.to_string())),
        Trigger::Team => ("team", None),
        Trigger::Agent => ("agent", None),
        Trigger::Schedule => ("schedule", None),
        Trigger::Integration => ("integration", None),
    }
}
