//! Questions about who gets what, before any run.

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, EnvironmentId, RunId, ScheduleId, SecretId, Timestamp, Trigger,
    api::{AgentConfig, RunState},
    resolve::Use,
};

/// `POST /api/v1/resolve`: which secrets a run would get that is started now. Answers a
/// [`Resolution`](crate::resolve::Resolution).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveRun {
    /// Who or what starts it; whoever asks, when absent. Another person is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Trigger>,
    /// How it is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<AgentConfig>,
    /// The agent that executes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_identity_uid: Option<AgentId>,
    /// Names of variables that the worker's own environment sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worker_variables: Vec<String>,
}

/// `GET /api/v1/secrets/{id}/usage`: who gets a secret, and who should and doesn't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecretUsage {
    /// The secret.
    pub secret_id: SecretId,
    /// Kinds of runs that get it, or that ask for it and don't: those without environment and agent, those of each
    /// environment, those of each agent in its own, each started by whoever asks and by a schedule; those of each
    /// schedule; and of a credential, those that choose it for their harness to sign in with.
    pub uses: Vec<Use>,
    /// How many kinds of runs were looked at.
    pub looked_at: u64,
    /// What the environments among them are called.
    pub environments: Vec<NamedEnvironment>,
    /// What the agents among them are called.
    pub agents: Vec<NamedAgent>,
    /// What the schedules among them are called.
    #[serde(default)]
    pub schedules: Vec<NamedSchedule>,
    /// The latest runs that got it, the latest first; 20 at most.
    pub recent_runs: Vec<RunThatGotIt>,
}

/// An environment, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedEnvironment {
    /// Its id.
    pub id: EnvironmentId,
    /// Its name.
    pub name: String,
}

/// An agent, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedAgent {
    /// Its id.
    pub id: AgentId,
    /// Its name.
    pub name: String,
}

/// A schedule, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedSchedule {
    /// Its id.
    pub id: ScheduleId,
    /// Its name.
    pub name: String,
}

/// A run that got a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunThatGotIt {
    /// Its id.
    pub run_id: RunId,
    /// What people call it.
    pub title: String,
    /// Where it stands.
    pub state: RunState,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it got fewer secrets than it asked for.
    #[serde(default)]
    pub fewer: bool,
}
