//! What a schedule's runs start in and with: what it says itself and, where it says nothing, what its agent says.

use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, References, Trigger,
    api::{Agent, Environment, Schedule},
    resolve::{DefaultInjection, Resolution},
};

use crate::{
    agents::{declared_by, harness_of},
    attach::{Asked, Lists, would_get},
};

/// As the server puts it together when a run is made.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RunsWith {
    /// The environment's id; empty for none.
    pub(super) environment: String,
    pub(super) harness: Harness,
    pub(super) auth: HarnessAuthSecrets,
    /// Its own list.
    pub(super) secrets: Declared,
    /// Its agent's list.
    agent: Declared,
}

impl RunsWith {
    /// `agent` is the one that the schedule names, unless it is gone.
    pub(super) fn of(schedule: &Schedule, agent: Option<&Agent>) -> Self {
        let config = schedule.agent_config.clone().unwrap_or_default();
        let theirs = || agent.and_then(|agent| agent.environment_id).map(String::from);
        let harness = config.harness.as_ref().map(|harness| harness.kind.unwrap_or_default());
        let auth = config.harness_auth_secrets.or_else(|| agent.and_then(|agent| agent.harness_auth_secrets.clone()));
        Self {
            environment: config.environment_id.or_else(theirs).unwrap_or_default(),
            harness: harness.or_else(|| agent.map(harness_of)).unwrap_or_default(),
            auth: auth.unwrap_or_default(),
            secrets: config.secrets,
            agent: agent.and_then(declared_by),
        }
    }

    /// What `said` makes of what a run now would get. Follows changes.
    pub(super) fn would_get<T>(
        &self,
        environments: &[Environment],
        default: DefaultInjection,
        said: impl FnOnce(&Resolution<'_>) -> T,
    ) -> Option<T> {
        let environment = match environments.iter().find(|one| one.uid.to_string() == self.environment) {
            Some(found) => found.config.secrets.clone(),
            None if self.environment.is_empty() => None,
            // One that is gone gives nothing, whatever it gave.
            None => Some(References::default()),
        };
        let lists = Lists { run: self.secrets.clone(), environment, agent: self.agent.clone() };
        let asked = Asked { lists: &lists, trigger: Trigger::Schedule, harness: self.harness, auth: &self.auth };
        would_get(&asked, default, said)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Value, json};

    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A schedule with this configuration.
    pub(in crate::schedules) fn schedule(config: &Value) -> Schedule {
        let by = json!({ "type": "user", "display_name": "ada" });
        serde_json::from_value(json!({
            "id": "01890000-0000-7000-8000-000000000001", "name": "nightly", "cron_schedule": "0 9 * * *",
            "enabled": true, "prompt": "Do it.", "created_at": "2026-03-12T09:30:00.000Z",
            "updated_at": "2026-03-12T09:30:00.000Z", "created_by": by, "updated_by": by,
            "scope": { "type": "Team", "uid": "1" }, "agent_config": config, "metadata": {}, "history": {}, "version": 1,
        }))
        .unwrap()
    }

    #[test]
    fn what_the_schedule_says_counts_and_an_empty_environment_is_none() {
        let with = RunsWith::of(
            &schedule(&json!({ "environment_id": "", "harness": { "type": "codex" }, "secrets": [] })),
            None,
        );

        assert_eq!((with.environment.as_str(), with.harness), ("", Harness::Codex));
        assert_eq!(with.secrets, Some(References::default()));
    }

    #[test]
    fn without_a_word_of_it_and_without_an_agent_nothing_is_chosen() {
        assert_eq!(RunsWith::of(&schedule(&json!({})), None), RunsWith::default());
    }
}
