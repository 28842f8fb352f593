//! A run as people and programs see it. Has names of secrets and reasons, never values.

use serde::{Deserialize, Serialize};

use super::{ExecutionLocation, RunErrorCode, RunMetadata, RunState};
use crate::{AgentId, RunId, RunSource, ScheduleId, Timestamp, api::AgentConfig, resolve::Row};

/// A run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunItem {
    /// Its id.
    pub run_id: RunId,
    /// The same, for older clients.
    pub task_id: RunId,
    /// What people see.
    pub title: String,
    /// What the agent is to do.
    pub prompt: String,
    /// Where it stands.
    pub state: RunState,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// When its agent began to work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// Who made it.
    pub creator: UserProfile,
    /// Who executes it: the agent, else whoever made it.
    pub executor: UserProfile,
    /// The way it came.
    pub source: RunSource,
    /// Whose it is.
    pub scope: PublicScope,
    /// How it is configured, its agent's defaults included.
    pub agent_config: AgentConfig,
    /// The agent that executes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_identity_uid: Option<AgentId>,
    /// The schedule that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<RunSchedule>,
    /// Why it is where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_message: Option<RunStatusMessage>,
    /// Labels.
    #[serde(default, skip_serializing_if = "RunMetadata::is_empty")]
    pub metadata: RunMetadata,
    /// The conversation that goes on in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The run that started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_run_id: Option<RunId>,
    /// Where it was claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_location: Option<ExecutionLocation>,
    /// From the agent's beginning to its end, as an ISO 8601 duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_time: Option<String>,
    /// Whether it can be cancelled while it waits or works: always.
    pub is_run_type_cancellable: bool,
    /// Whether a runner has it.
    pub is_sandbox_running: bool,
    /// Which secrets it got. `None` until it is claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secrets: Option<RunSecrets>,
    /// Its states over time. Only where one run is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<StateChange>,
}

/// Which secrets a run got when it was claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunSecrets {
    /// Whether it got fewer than it asked for.
    pub fewer: bool,
    /// How many secrets it got.
    pub injected: u64,
    /// How many variables were delivered.
    pub delivered: u64,
    /// How many variables the runner says it received; `None` until it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<u64>,
    /// The record: a row for each secret, as it was decided. Only where one run is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row<'static>>,
    /// How many rows are left out because they are about somebody else's personal secrets.
    pub withheld: u64,
}

/// Since when a run was in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StateChange {
    /// The state.
    pub state: RunState,
    /// Since when.
    pub at: Timestamp,
}

/// Why a run is where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunStatusMessage {
    /// For people.
    pub message: String,
    /// For programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<RunErrorCode>,
    /// Whether a new run of the same kind can succeed; only at a bad end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retryable: Option<bool>,
}

/// The schedule that made a run, as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunSchedule {
    /// Its id.
    pub schedule_id: ScheduleId,
    /// Its name.
    pub schedule_name: String,
    /// Its times.
    pub cron_schedule: String,
}

/// A person, or a key or agent that acts like one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserProfile {
    /// A person or not.
    #[serde(rename = "type")]
    pub kind: UserProfileKind,
    /// The person's, key's or agent's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people see.
    pub display_name: String,
    /// Where a person is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A person or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UserProfileKind {
    /// A person.
    User,
    /// A team's key, an agent, or the server itself.
    ServiceAccount,
}

/// Whose something is, in the words of the public Oz API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicScope {
    /// A team's or one person's.
    #[serde(rename = "type")]
    pub kind: PublicScopeKind,
    /// The team's or the person's id.
    pub uid: String,
}

/// A team's or one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PublicScopeKind {
    /// One person's.
    User,
    /// A team's.
    Team,
}
