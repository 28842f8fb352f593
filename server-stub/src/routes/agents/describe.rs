//! An agent, as people and programs see it.

use oz_domain::{
    Owner,
    api::{Agent, AgentMemory, AutoMemory},
};

use crate::store::{AgentRecord, SecretNames};

/// The agent, among the secrets that the caller may know of.
pub(super) fn describe(record: AgentRecord, names: &SecretNames) -> Agent {
    let config = record.config;
    let harness = config.harness_kind();
    let missing_secrets = config.secrets.as_ref().map(|list| names.missing(list)).unwrap_or_default();
    let attached_stores = config.memory.and_then(|memory| memory.attached_stores).unwrap_or_default();
    Agent {
        uid: record.id,
        name: config.name,
        available: true,
        created_at: record.created_at,
        updated_at: record.updated_at,
        secrets_declared: config.secrets.is_some(),
        secrets: config.secrets.map(|list| list.as_slice().to_vec()).unwrap_or_default(),
        missing_secrets,
        skills: config.skills.unwrap_or_default(),
        default_runner_uid: config.default_runner_uid.unwrap_or_default(),
        memory: AgentMemory { attached_stores, auto_memory: AutoMemory::default() },
        version: record.version,
        scope: Owner::Team(record.team).into(),
        created_by: (&record.created_by).into(),
        updated_by: (&record.updated_by).into(),
        description: config.description,
        prompt: config.prompt,
        environment_id: config.environment_id,
        harness: config.harness,
        harness_auth_secrets: config.harness_auth_secrets,
        base_model: config.base_model,
        base_harness: harness,
        agent_type: config.agent_type,
        credential_strategy: config.credential_strategy,
        factory_uid: config.factory_uid,
        inference_providers: config.inference_providers,
        on_behalf_of_enabled: config.on_behalf_of_enabled,
        worker_host: config.worker_host,
    }
}
