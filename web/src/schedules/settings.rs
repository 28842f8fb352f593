//! All that is filled in for a schedule, and the requests that it makes.

use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, Prompt,
    api::{AgentConfig, Clearable, CreateSchedule, HarnessConfig, Schedule, UpdateSchedule},
};

use crate::attach::differences;

/// All that is filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) name: String,
    pub(super) prompt: String,
    pub(super) cron: String,
    /// The agent's id; empty for none.
    pub(super) agent: String,
    /// The environment's id; empty for none.
    pub(super) environment: String,
    pub(super) harness: Harness,
    /// The name of the secret that the harness signs in with; empty if none is chosen.
    pub(super) auth: String,
    /// `None` while the list breaks a rule.
    pub(super) secrets: Option<Declared>,
}

impl Settings {
    /// How many of them differ.
    pub(super) fn changes_since(&self, began: &Self) -> usize {
        let differs = [
            self.name != began.name,
            self.prompt != began.prompt,
            self.cron != began.cron,
            self.agent != began.agent,
            self.environment != began.environment,
            self.harness != began.harness,
            self.auth != began.auth,
        ];
        let names = match (&self.secrets, &began.secrets) {
            (Some(now), Some(began)) => differences(began, now),
            (now, began) => usize::from(now != began),
        };
        differs.into_iter().map(usize::from).sum::<usize>() + names
    }

    /// A new schedule; `None` while something is to be mended.
    pub(super) fn creation(self, auth: HarnessAuthSecrets, team: bool) -> Option<CreateSchedule> {
        Some(CreateSchedule {
            name: self.name.parse().ok()?,
            cron_schedule: self.cron.trim().to_owned(),
            prompt: Prompt::try_from(self.prompt).ok()?,
            agent_uid: self.agent.parse().ok(),
            agent_config: Some(AgentConfig {
                // Empty is none, even if the agent has one.
                environment_id: Some(self.environment),
                harness: Some(HarnessConfig { kind: Some(self.harness), ..HarnessConfig::default() }),
                harness_auth_secrets: Some(auth),
                secrets: self.secrets?,
                ..AgentConfig::default()
            }),
            enabled: None,
            metadata: <_>::default(),
            mode: None,
            // An agent executes runs of the team only.
            team: Some(team || !self.agent.is_empty()),
        })
    }

    /// Only what was changed since the person `began`, over what is `stored` now, so that what others changed meanwhile
    /// stays; `None` while something is to be mended.
    pub(super) fn change(self, began: &Self, stored: &Schedule, auth: HarnessAuthSecrets) -> Option<UpdateSchedule> {
        let secrets = self.secrets.clone()?;
        let name = self.name.parse().ok()?;
        let prompt = Prompt::try_from(self.prompt.clone()).ok()?;
        let agent = self.agent.parse().map_or(Clearable::Clear, Clearable::Set);
        Some(UpdateSchedule {
            name: if self.name == began.name { stored.name.clone() } else { name },
            cron_schedule: if self.cron == began.cron {
                stored.cron_schedule.clone()
            } else {
                self.cron.trim().to_owned()
            },
            enabled: stored.enabled,
            prompt: (self.prompt != began.prompt).then_some(prompt),
            agent_uid: (self.agent != began.agent).then_some(agent),
            agent_config: self.config(began, stored, auth, secrets),
            metadata: None,
            mode: None,
        })
    }

    /// The configuration, if anything in it was changed. With another agent, all of it is said: what it didn't say, the
    /// agent before did.
    fn config(
        &self,
        began: &Self,
        stored: &Schedule,
        auth: HarnessAuthSecrets,
        secrets: Declared,
    ) -> Option<AgentConfig> {
        let is_new = self.agent != began.agent;
        let before = stored.agent_config.clone().unwrap_or_default();
        let mut config = before.clone();
        if is_new || self.environment != began.environment {
            config.environment_id = Some(self.environment.clone());
        }
        if is_new || self.harness != began.harness {
            config.harness = Some(HarnessConfig { kind: Some(self.harness), ..HarnessConfig::default() });
        }
        if is_new || self.harness != began.harness || self.auth != began.auth {
            config.harness_auth_secrets = Some(auth);
        }
        if self.secrets != began.secrets {
            config.secrets = secrets;
        }
        (config != before).then_some(config)
    }
}

#[cfg(test)]
mod tests {
    use oz_domain::References;
    use serde_json::{Value, json};

    use super::{super::runs_with::tests::schedule, *};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const AGENT: &str = "01890000-0000-7000-8000-000000000009";

    fn began() -> Settings {
        let (name, prompt, cron) = ("nightly".to_owned(), "Do it.".to_owned(), "0 9 * * *".to_owned());
        Settings { name, prompt, cron, secrets: Some(None), ..Settings::default() }
    }

    fn sent(now: Settings, stored: &Value) -> Value {
        let change = now.change(&began(), &schedule(stored), HarnessAuthSecrets::default());
        serde_json::to_value(change.unwrap()).unwrap()
    }

    #[test]
    fn only_what_was_changed_is_sent_and_the_rest_as_it_is_stored_now() {
        let now = Settings { cron: " 0 10 * * * ".to_owned(), ..began() };

        let expected = json!({ "name": "nightly", "cron_schedule": "0 10 * * *", "enabled": true });
        assert_eq!(sent(now, &json!({ "model_id": "m" })), expected);
    }

    #[test]
    fn a_changed_list_leaves_the_rest_of_the_configuration_alone() {
        let now = Settings { secrets: Some(Some(References::default())), ..began() };

        let config = &sent(now, &json!({ "model_id": "m", "environment_id": "e" }))["agent_config"];

        assert_eq!(*config, json!({ "model_id": "m", "environment_id": "e", "secrets": [] }));
    }

    #[test]
    fn with_another_agent_what_the_one_before_said_is_said_by_the_schedule() {
        let now = Settings { agent: AGENT.to_owned(), ..began() };

        let sent = sent(now, &json!({}));

        assert_eq!(sent["agent_uid"], AGENT);
        assert_eq!(
            (&sent["agent_config"]["environment_id"], &sent["agent_config"]["harness"]["type"]),
            (&json!(""), &json!("oz"))
        );
    }

    #[test]
    fn changes_are_counted_one_by_one() {
        let now = Settings { name: "other".to_owned(), harness: Harness::Codex, secrets: None, ..began() };

        assert_eq!((began().changes_since(&began()), now.changes_since(&began())), (0, 3));
    }
}
