//! What people set about an agent.

use serde::{Deserialize, Serialize};

use crate::{
    Declared, Description, DisplayName, EnvironmentId, Harness, HarnessAuthSecrets, Prompt,
    api::{
        CredentialStrategy, HarnessConfig,
        foreign::{InferenceProviders, McpServers, MemoryStoreRef},
    },
};

/// `POST /api/v1/agent/identities`, and what is kept of it. Members that the public Oz API has and that mean nothing here
/// are kept and answered as they came, but `mcp_servers`, which are read and not kept: people put credentials into them.
/// An unknown member is refused: a misspelt `secrets` would otherwise give runs more than was meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateAgent {
    /// What people call it.
    pub name: DisplayName,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// What stands before the prompt of each of its runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Prompt>,
    /// What its runs start in, unless they say otherwise. An empty text is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::api::none_if_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<EnvironmentId>))]
    pub environment_id: Option<EnvironmentId>,
    /// Which secrets its runs get beside those of their environment: absent or `null` says nothing, `[]` is none, a list
    /// is exactly these. By name: they need not exist yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::Reference>>))]
    pub secrets: Declared,
    /// The program that its runs execute, unless they say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harness: Option<HarnessConfig>,
    /// What that program signs in with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harness_auth_secrets: Option<HarnessAuthSecrets>,
    /// The model of the built-in harness; not with another harness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_model: Option<String>,
    /// The older word for the type of `harness`. An empty text is none.
    #[serde(default, skip_serializing, deserialize_with = "crate::api::none_if_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Harness>))]
    pub base_harness: Option<Harness>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_type: Option<AgentType>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_strategy: Option<CredentialStrategy>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_runner_uid: Option<String>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factory_uid: Option<String>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inference_providers: Option<InferenceProviders>,
    /// Read and not kept.
    #[serde(default, skip_serializing)]
    pub mcp_servers: Option<McpServers>,
    /// Its attached stores are kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<AgentMemoryChoice>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of_enabled: Option<bool>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_host: Option<String>,
}

/// What an agent is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the public Oz API's own words, kept and given back")]
pub enum AgentType {
    Foreman,
    Triage,
    Spec,
    Implement,
    Review,
    Verify,
    Custom,
}

/// What an agent is to remember elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentMemoryChoice {
    /// Stores that it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached_stores: Option<Vec<MemoryStoreRef>>,
    /// A store of its own. Read and not kept: there are none here.
    #[serde(default, skip_serializing)]
    pub auto_memory: Option<AutoMemoryChoice>,
}

/// Whether an agent gets a store of its own elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AutoMemoryChoice {
    /// Whether it does.
    #[serde(default)]
    pub enabled: Option<bool>,
}

/// Which two members of an agent contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AgentRule {
    /// `base_harness` names another program than `harness`.
    #[error("`base_harness` must be the same as the type of `harness`, or absent")]
    TwoHarnesses,
    /// `base_model` is for the built-in harness.
    #[error("`base_model` is for the harness `oz`; give another harness its model in `harness`")]
    TwoModels,
}

impl AgentRule {
    /// The member to change.
    #[must_use]
    pub fn member(self) -> &'static str {
        match self {
            Self::TwoHarnesses => "base_harness",
            Self::TwoModels => "base_model",
        }
    }
}

impl CreateAgent {
    /// The program that its runs execute, if it says so.
    #[must_use]
    pub fn harness_kind(&self) -> Option<Harness> {
        self.harness.as_ref().and_then(|harness| harness.kind)
    }

    /// The same without empty texts and lists that say nothing, without what isn't kept, and with one word for the
    /// program.
    ///
    /// # Errors
    ///
    /// Which members contradict each other.
    pub fn settled(mut self) -> Result<Self, AgentRule> {
        self.description.take_if(|text| text.as_str().is_empty());
        self.prompt.take_if(|text| text.as_str().is_empty());
        self.harness.take_if(|harness| *harness == HarnessConfig::default());
        self.harness_auth_secrets.take_if(|chosen| Harness::ALL.iter().all(|one| chosen.name_for(*one).is_none()));
        self.skills.take_if(|skills| skills.is_empty());
        for text in [&mut self.base_model, &mut self.default_runner_uid, &mut self.factory_uid, &mut self.worker_host] {
            text.take_if(|text| text.trim().is_empty());
        }
        self.mcp_servers = None;
        if let Some(memory) = &mut self.memory {
            memory.auto_memory = None;
        }
        self.memory.take_if(|memory| memory.attached_stores.as_ref().is_none_or(Vec::is_empty));

        if let Some(older_word) = self.base_harness.take() {
            let harness = self.harness.get_or_insert_default();
            if *harness.kind.get_or_insert(older_word) != older_word {
                return Err(AgentRule::TwoHarnesses);
            }
        }
        if self.base_model.is_some() && self.harness_kind().is_some_and(|harness| harness != Harness::Oz) {
            return Err(AgentRule::TwoModels);
        }
        Ok(self)
    }
}
