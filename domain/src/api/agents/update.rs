//! What people change about an agent.

use serde::{Deserialize, Serialize};

use super::{AgentMemoryChoice, AgentType, Clearable, CreateAgent};
use crate::{
    Declared, Description, DisplayName, EnvironmentId, Harness, HarnessAuthSecrets, Prompt,
    api::{
        CredentialStrategy, HarnessConfig,
        foreign::{InferenceProviders, McpServers},
    },
};

/// `PUT /api/v1/agent/identities/{uid}`: what is absent or `null` stays; an empty text, list or object clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateAgent {
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<DisplayName>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// What stands before the prompt of each of its runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Prompt>,
    /// What its runs start in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub environment_id: Option<Clearable<EnvironmentId>>,
    /// Which secrets its runs get beside those of their environment; `[]` for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::Reference>>))]
    pub secrets: Declared,
    /// `false` takes the list back: the agent says nothing about secrets any more. Not with `secrets`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets_declared: Option<bool>,
    /// The program that its runs execute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub harness: Option<HarnessConfig>,
    /// What that program signs in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub harness_auth_secrets: Option<HarnessAuthSecrets>,
    /// The model of the built-in harness.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_model: Option<String>,
    /// The older word for the type of `harness`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub base_harness: Option<Clearable<Harness>>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_type: Option<AgentType>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_strategy: Option<CredentialStrategy>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_runner_uid: Option<String>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_providers: Option<InferenceProviders>,
    /// Read and not kept.
    #[serde(skip_serializing)]
    pub mcp_servers: Option<McpServers>,
    /// Its attached stores are kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<AgentMemoryChoice>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of_enabled: Option<bool>,
    /// Kept, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker_host: Option<String>,
}

/// What was there, unless something is to be there instead.
fn over<T>(new: Option<T>, old: Option<T>) -> Option<T> {
    new.or(old)
}

impl UpdateAgent {
    /// An agent's settings after this change, not settled yet.
    #[must_use]
    pub fn applied_to(self, before: CreateAgent) -> CreateAgent {
        let older_word = self.base_harness.map(Clearable::into_option);
        // Another program, or none, takes the model of the one before with it.
        let old_harness = before.harness.filter(|harness| older_word.is_none_or(|word| word == harness.kind));
        let declared = self.secrets_declared != Some(false);
        CreateAgent {
            name: self.name.unwrap_or(before.name),
            description: over(self.description, before.description),
            prompt: over(self.prompt, before.prompt),
            environment_id: self.environment_id.map_or(before.environment_id, Clearable::into_option),
            secrets: over(self.secrets, before.secrets).filter(|_| declared),
            harness: over(self.harness, old_harness),
            harness_auth_secrets: over(self.harness_auth_secrets, before.harness_auth_secrets),
            base_model: over(self.base_model, before.base_model),
            base_harness: older_word.flatten(),
            skills: over(self.skills, before.skills),
            agent_type: over(self.agent_type, before.agent_type),
            credential_strategy: over(self.credential_strategy, before.credential_strategy),
            default_runner_uid: over(self.default_runner_uid, before.default_runner_uid),
            factory_uid: before.factory_uid,
            inference_providers: over(self.inference_providers, before.inference_providers),
            mcp_servers: None,
            memory: over(self.memory, before.memory),
            on_behalf_of_enabled: over(self.on_behalf_of_enabled, before.on_behalf_of_enabled),
            worker_host: over(self.worker_host, before.worker_host),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn after(before: Value, change: Value) -> Value {
        let before: CreateAgent = serde_json::from_value(before).unwrap();
        let change: UpdateAgent = serde_json::from_value(change).unwrap();
        serde_json::to_value(change.applied_to(before).settled().unwrap()).unwrap()
    }

    fn full() -> Value {
        json!({
            "name": "a", "description": "d", "prompt": "p", "environment_id": "01890000-0000-7000-8000-000000000001",
            "secrets": [{ "name": "TOKEN" }], "harness": { "type": "claude" },
            "harness_auth_secrets": { "claude_auth_secret_name": "c" }, "skills": ["o/r:s"], "worker_host": "w",
            "agent_type": "REVIEW", "default_runner_uid": "r", "on_behalf_of_enabled": true
        })
    }

    #[test]
    fn what_is_absent_or_null_stays() {
        let nulls = json!({ "description": null, "secrets": null, "harness": null, "environment_id": null,
                            "mcp_servers": null, "skills": null, "base_harness": null });

        assert_eq!(after(full(), json!({})), full());
        assert_eq!(after(full(), nulls), full());
    }

    #[test]
    fn what_is_empty_clears() {
        let empty = json!({ "description": "", "prompt": "", "environment_id": "", "secrets": [], "harness": {},
                            "harness_auth_secrets": {}, "skills": [], "worker_host": "", "default_runner_uid": "" });

        let cleared = json!({ "name": "a", "secrets": [], "agent_type": "REVIEW", "on_behalf_of_enabled": true });
        assert_eq!(after(full(), empty), cleared);
    }

    #[test]
    fn a_declared_list_can_be_taken_back() {
        assert_eq!(after(full(), json!({ "secrets_declared": false }))["secrets"], Value::Null);
        assert_eq!(after(full(), json!({ "secrets_declared": true }))["secrets"], full()["secrets"]);
    }

    #[test]
    fn the_older_word_for_the_harness_can_stand_alone() {
        let older = after(json!({ "name": "a", "harness": { "type": "codex" } }), json!({ "base_harness": "claude" }));
        let newer = after(older.clone(), json!({ "harness": { "type": "gemini" } }));

        assert_eq!(older, json!({ "name": "a", "harness": { "type": "claude" } }));
        assert_eq!(newer, json!({ "name": "a", "harness": { "type": "gemini" } }));
        assert_eq!(after(older, json!({ "base_harness": "" })), json!({ "name": "a" }));
    }

    #[test]
    fn harness_and_models_may_not_contradict_each_other() {
        let settled = |value: Value| serde_json::from_value::<CreateAgent>(value).unwrap().settled().map(|_| ());

        let two = json!({ "name": "a", "harness": { "type": "codex" }, "base_harness": "claude" });
        assert_eq!(settled(two), Err(super::super::AgentRule::TwoHarnesses));
        let models = json!({ "name": "a", "harness": { "type": "codex" }, "base_model": "m" });
        assert_eq!(settled(models), Err(super::super::AgentRule::TwoModels));
        assert_eq!(settled(json!({ "name": "a", "base_model": "m", "harness": { "type": "oz" } })), Ok(()));
    }

    #[test]
    fn servers_with_credentials_in_them_are_not_kept() {
        let servers = json!({ "name": "a", "mcp_servers": { "x": { "env": { "TOKEN": "canary" } } } });

        assert_eq!(after(servers, json!({ "mcp_servers": { "y": { "url": "canary" } } })), json!({ "name": "a" }));
    }
}
