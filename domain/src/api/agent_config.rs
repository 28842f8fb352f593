//! How a run is configured, in the words of the public Oz API. What has no meaning here is kept as it came.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::foreign::{InferenceProviders, McpServers, MemoryStoreRef};
use crate::{Declared, Harness, HarnessAuthSecrets};

/// How a run is configured: by whoever starts it, or by a schedule.
///
/// An unknown member is refused: a misspelt `secrets` would otherwise give a run more than was meant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentConfig {
    /// A label to group and filter runs by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The environment that the run starts in; empty is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment_id: Option<String>,
    /// The program that it executes, and with which model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harness: Option<HarnessConfig>,
    /// For each harness that signs in, the name of the secret it does it with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harness_auth_secrets: Option<HarnessAuthSecrets>,
    /// Absent or `null`: as the environment, the agent or the workspace says. `[]`: none at all. A list: exactly these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::Reference>>))]
    pub secrets: Declared,
    /// The model of the built-in harness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
    /// What the agent is told before the prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_prompt: Option<String>,
    /// The first skill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill_spec: Option<String>,
    /// Skills, in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computer_use_enabled: Option<bool>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_strategy: Option<CredentialStrategy>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_timeout_minutes: Option<i64>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inference_providers: Option<InferenceProviders>,
    /// Read and not kept: people put credentials into them.
    #[serde(default, skip_serializing)]
    pub mcp_servers: Option<McpServers>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_stores: Option<Vec<MemoryStoreRef>>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runner_id: Option<String>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub session_sharing: Option<Value>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_host: Option<String>,
}

/// The program that a run executes, and with which model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HarnessConfig {
    /// Which program; absent is `oz`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Harness>,
    /// The model that it uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_id: Option<String>,
    /// How long it thinks, where it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_level: Option<String>,
}

/// Whose credentials the public service mints tokens with. Kept, without meaning here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CredentialStrategy {
    /// Whoever made the run.
    Creator,
    /// Whoever executes it.
    Executor,
}

impl AgentConfig {
    /// The program that the run executes.
    #[must_use]
    pub fn harness_kind(&self) -> Harness {
        self.harness.as_ref().and_then(|harness| harness.kind).unwrap_or_default()
    }

    /// The environment, if one is named.
    #[must_use]
    pub fn environment(&self) -> Option<&str> {
        self.environment_id.as_deref().filter(|id| !id.is_empty())
    }

    /// The first skill, by either member.
    #[must_use]
    pub fn skill(&self) -> Option<&str> {
        let first = self.skills.as_ref().and_then(|skills| skills.first());
        self.skill_spec.as_deref().or(first.map(String::as_str)).filter(|skill| !skill.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> serde_json::Result<AgentConfig> {
        serde_json::from_str(json)
    }

    #[test]
    fn a_misspelt_member_is_refused() {
        assert!(read(r#"{"secret":[]}"#).is_err());
        assert!(read(r#"{"harness":{"kind":"claude"}}"#).is_err());
    }

    #[test]
    fn undeclared_secrets_stay_undeclared_and_none_stays_none() {
        for (json, expected) in
            [("{}", "{}"), (r#"{"secrets":null}"#, "{}"), (r#"{"secrets":[]}"#, r#"{"secrets":[]}"#)]
        {
            assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn what_has_no_meaning_here_is_kept_but_what_may_hold_credentials() {
        let kept = r#"{"runner_id":"r","session_sharing":{"public_access":"VIEWER"}}"#;
        let with_servers =
            r#"{"mcp_servers":{"docs":{"headers":{"Authorization":"not-a-real-token"}}},"runner_id":"r"}"#;

        assert_eq!(serde_json::to_string(&read(kept).unwrap()).unwrap(), kept);
        assert_eq!(serde_json::to_string(&read(with_servers).unwrap()).unwrap(), r#"{"runner_id":"r"}"#);
    }

    #[test]
    fn an_empty_name_names_nothing() {
        let config = read(r#"{"environment_id":"","skill_spec":"","harness":{}}"#).unwrap();

        assert_eq!((config.environment(), config.skill(), config.harness_kind()), (None, None, Harness::Oz));
    }
}
