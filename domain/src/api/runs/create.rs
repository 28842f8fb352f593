//! A run to be started.

use serde::{Deserialize, Serialize};

use super::{RunMetadata, RunState};
use crate::{AgentId, RunId, api::AgentConfig};

/// `POST /api/v1/agent/runs`. An unknown member is refused, as in [`AgentConfig`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateRun {
    /// What the agent is to do. Needed unless a skill is named, or a conversation goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// What people see; made of the prompt when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How it is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<AgentConfig>,
    /// Whether it is the team's, which all of the team can see (so it is when absent), or one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<bool>,
    /// The agent that executes it; only for runs of the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_identity_uid: Option<AgentId>,
    /// Labels, set once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<RunMetadata>,
    /// The skill to begin with; comes before `config.skill_spec`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// The conversation that goes on. Kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The run that starts this one; its starter must be able to see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_run_id: Option<RunId>,
    /// For whom an agent acts. Refused: no agent here may act for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// Taken, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<RunMode>,
    /// Taken, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interactive: Option<bool>,
    /// Five at most. Taken and not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
}

/// How the agent goes about it. Without meaning here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RunMode {
    /// It works.
    Normal,
    /// It plans.
    Plan,
    /// It has others work.
    Orchestrate,
}

/// A file that goes with a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Its bytes, base64.
    pub data: String,
    /// Its name.
    pub file_name: String,
    /// Its media type.
    pub mime_type: String,
}

/// The answer to a new run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedRun {
    /// Its id.
    pub run_id: RunId,
    /// The same, for older clients.
    pub task_id: RunId,
    /// `QUEUED`.
    pub state: RunState,
    /// Always `false`: runs wait until a runner claims them.
    pub at_capacity: bool,
}
