//! An agent, as people and programs see it.

use serde::{Deserialize, Serialize};

use super::AgentType;
use crate::{
    AgentId, Description, DisplayName, EnvironmentId, Harness, HarnessAuthSecrets, Prompt, Reference, Timestamp,
    api::{
        CredentialStrategy, HarnessConfig, PublicScope, UserProfile,
        foreign::{InferenceProviders, MemoryStoreRef},
    },
};

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agent {
    /// Its id.
    pub uid: AgentId,
    /// What people call it.
    pub name: DisplayName,
    /// Whether it can start runs: always.
    pub available: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// Which secrets its runs get beside those of their environment.
    pub secrets: Vec<Reference>,
    /// Whether that list counts: `false` says nothing about secrets, `true` with an empty list says none.
    pub secrets_declared: bool,
    /// Those of its list that there is no secret of, as far as the caller may know.
    pub missing_secrets: Vec<Reference>,
    /// Kept, without meaning here.
    pub skills: Vec<String>,
    /// Kept, without meaning here; empty for none.
    pub default_runner_uid: String,
    /// Kept, without meaning here.
    pub memory: AgentMemory,
    /// One more with each change; quoted, it is the `ETag` that `If-Match` takes.
    pub version: u64,
    /// Whose it is: the team's.
    pub scope: PublicScope,
    /// Who made it.
    pub created_by: UserProfile,
    /// Who changed it last.
    pub updated_by: UserProfile,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// What stands before the prompt of each of its runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Prompt>,
    /// What its runs start in, unless they say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment_id: Option<EnvironmentId>,
    /// The program that its runs execute, unless they say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harness: Option<HarnessConfig>,
    /// What that program signs in with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harness_auth_secrets: Option<HarnessAuthSecrets>,
    /// The model of the built-in harness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_model: Option<String>,
    /// The older word for the type of `harness`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_harness: Option<Harness>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_type: Option<AgentType>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_strategy: Option<CredentialStrategy>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factory_uid: Option<String>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inference_providers: Option<InferenceProviders>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of_enabled: Option<bool>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_host: Option<String>,
}

/// What an agent remembers elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentMemory {
    /// Stores that it is given.
    pub attached_stores: Vec<MemoryStoreRef>,
    /// A store of its own: there are none here.
    pub auto_memory: AutoMemory,
}

/// Whether an agent has a store of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AutoMemory {
    /// Always `false`.
    pub enabled: bool,
}
