//! The record of who changed what. Each row is written in the transaction of its change.

use oz_domain::{Owner, TeamId, Timestamp, UserId};
use sqlx::Transaction;

use super::{error::StoreError, pool::Db};

/// Who changes something, when, and on which request.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person; `None` for a team's key and for whoever runs commands on the machine.
    pub id: Option<UserId>,
    /// The person's address, the key's name, or `machine`.
    pub label: String,
    /// The team in which it happens.
    pub team: Option<TeamId>,
    /// When.
    pub at: Timestamp,
    /// Finds the request in the log.
    pub trace_id: String,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// The workspace was made.
    WorkspaceCreated,
    /// A person was added.
    PersonAdded,
    /// A sign-in link was made.
    SignInLinkCreated,
    /// A person signed in.
    SignedIn,
    /// A person signed out.
    SignedOut,
    /// An API key was made.
    ApiKeyCreated,
    /// An API key was ended.
    ApiKeyDeleted,
    /// The server got a new sealing key.
    KeyRenewed,
    /// A secret was created.
    SecretCreated,
    /// A secret's description changed, or whether runs may get it.
    SecretUpdated,
    /// A secret's value was replaced.
    SecretValueReplaced,
    /// A secret was deleted.
    SecretDeleted,
    /// A run was made.
    RunCreated,
    /// A runner took a run and what it is given.
    RunClaimed,
    /// A runner told how much of it arrived.
    RunReceived,
    /// A run's agent began to work.
    RunStarted,
    /// A run's runner told that it is over.
    RunEnded,
    /// A run could not begin: something that it must have can't be had.
    RunFailed,
    /// A person ended a run.
    RunCancelled,
    /// A run whose runner went silent was given up.
    RunGivenUp,
    /// The workspace's settings changed.
    SettingsUpdated,
    /// An environment was created.
    EnvironmentCreated,
    /// An environment changed.
    EnvironmentUpdated,
    /// An environment was deleted.
    EnvironmentDeleted,
    /// An agent was created.
    AgentCreated,
    /// An agent changed.
    AgentUpdated,
    /// An agent was deleted.
    AgentDeleted,
    /// A schedule was created.
    ScheduleCreated,
    /// A schedule changed.
    ScheduleUpdated,
    /// A schedule was paused.
    SchedulePaused,
    /// A schedule was resumed.
    ScheduleResumed,
    /// A schedule was deleted.
    ScheduleDeleted,
    /// A schedule could not make a run when it should have.
    ScheduleFailed,
}

/// What it was done to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Subject<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) name: Option<&'a str>,
    pub(super) owner: Option<Owner>,
}

impl Action {
    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkspaceCreated => "workspace.created",
            Self::PersonAdded => "person.added",
            Self::SignInLinkCreated => "sign_in_link.created",
            Self::SignedIn => "session.created",
            Self::SignedOut => "session.revoked",
            Self::ApiKeyCreated => "api_key.created",
            Self::ApiKeyDeleted => "api_key.deleted",
            Self::KeyRenewed => "server_key.renewed",
            Self::SecretCreated => "secret.created",
            Self::SecretUpdated => "secret.updated",
            Self::SecretValueReplaced => "secret.value_replaced",
            Self::SecretDeleted => "secret.deleted",
            Self::RunCreated => "run.created",
            Self::RunClaimed => "run.claimed",
            Self::RunReceived => "run.received",
            Self::RunStarted => "run.started",
            Self::RunEnded => "run.ended",
            Self::RunFailed => "run.failed",
            Self::RunCancelled => "run.cancelled",
            Self::RunGivenUp => "run.given_up",
            Self::SettingsUpdated => "settings.updated",
            Self::EnvironmentCreated => "environment.created",
            Self::EnvironmentUpdated => "environment.updated",
            Self::EnvironmentDeleted => "environment.deleted",
            Self::AgentCreated => "agent.created",
            Self::AgentUpdated => "agent.updated",
            Self::AgentDeleted => "agent.deleted",
            Self::ScheduleCreated => "schedule.created",
            Self::ScheduleUpdated => "schedule.updated",
            Self::SchedulePaused => "schedule.paused",
            Self::ScheduleResumed => "schedule.resumed",
            Self::ScheduleDeleted => "schedule.deleted",
            Self::ScheduleFailed => "schedule.failed",
        }
    }
}

const APPEND: &str = "INSERT INTO audit (at, action, team_id, actor_id, actor_label, subject_id, subject_name, \
     owner_kind, owner_id, trace_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Adds a row to the record.
pub(super) async fn append(
    tx: &mut Transaction<'static, Db>,
    actor: &Actor,
    action: Action,
    subject: Subject<'_>,
) -> Result<(), StoreError> {
    sqlx::query(APPEND)
        .bind(actor.at.as_str())
        .bind(action.as_str())
        .bind(actor.team.map(|id| id.to_string()))
        .bind(actor.id.map(|id| id.to_string()))
        .bind(&actor.label)
        .bind(subject.id)
        .bind(subject.name)
        .bind(subject.owner.map(|owner| owner.kind().as_str()))
        .bind(subject.owner.map(|owner| owner.id()))
        .bind(&actor.trace_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

impl super::Store {
    /// Records what happened outside the database.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn record(&self, actor: &Actor, action: Action, subject_id: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        append(&mut tx, actor, action, Subject { id: Some(subject_id), ..Subject::default() }).await?;
        tx.commit().await?;
        Ok(())
    }
}
