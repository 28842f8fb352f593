//! What is filled in for a new run, and the request that it makes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    Declared, Harness, ReferenceListError,
    api::{Agent, AgentConfig, AgentPage, CreateRun, HarnessConfig},
};

use crate::{
    agents::{declared_by, harness_of},
    attach::{Attached, Lists},
    client::{Client, ClientError},
    setup::Setup,
};

/// The form.
#[derive(Clone, Copy)]
pub(super) struct RunForm {
    pub(super) prompt: RwSignal<String>,
    /// The agent's id; empty for none.
    pub(super) agent: RwSignal<String>,
    pub(super) agents: RwSignal<Vec<Agent>>,
    pub(super) setup: Setup,
    pub(super) attached: Attached,
    /// 0: the team sees it; 1: only the person who starts it.
    pub(super) seen_by: RwSignal<usize>,
    /// What was filled in when the person began.
    began: StoredValue<Filled>,
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) error: RwSignal<Option<ClientError>>,
    /// The last request and the key by which the server knows it again.
    pub(super) last: StoredValue<Option<(CreateRun, String)>>,
}

/// All that a person fills in.
#[derive(Default, PartialEq)]
struct Filled {
    prompt: String,
    agent: String,
    environment: String,
    harness: Harness,
    auth: String,
    seen_by: usize,
    /// `None` while the list breaks a rule.
    secrets: Option<Declared>,
}

impl RunForm {
    pub(super) fn new() -> Self {
        let form = Self {
            prompt: RwSignal::default(),
            agent: RwSignal::default(),
            agents: RwSignal::default(),
            setup: Setup::new(),
            attached: Attached::new(&None),
            seen_by: RwSignal::new(0),
            began: StoredValue::default(),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            last: StoredValue::new(None),
        };
        form.began.set_value(untrack(|| form.filled()));
        spawn_local(async move {
            if let Ok(AgentPage { agents, .. }) = Client.agents(None).await {
                form.agents.try_set(agents);
            }
        });
        form
    }

    /// Whether anything was filled in. Follows changes.
    pub(super) fn is_dirty(self) -> bool {
        let now = self.filled();
        self.began.with_value(|began| *began != now)
    }

    /// All that is filled in. Follows changes.
    fn filled(self) -> Filled {
        Filled {
            prompt: self.prompt.get(),
            agent: self.agent.get(),
            environment: self.setup.environment.get(),
            harness: self.setup.trial.harness.get(),
            auth: self.setup.trial.auth.get(),
            seen_by: self.seen_by.get(),
            secrets: self.attached.declared().ok(),
        }
    }

    /// What is missing in the prompt. Follows changes.
    pub(super) fn prompt_error(self) -> Option<String> {
        let blank = self.tried.get() && self.prompt.with(|prompt| prompt.trim().is_empty());
        blank.then(|| "Say what the agent is to do.".to_owned())
    }

    /// Takes an agent, and with it what it starts in and with.
    pub(super) fn choose_agent(self, id: String) {
        let chosen = self.agents.with_untracked(|all| all.iter().find(|one| one.uid.to_string() == id).cloned());
        match chosen {
            Some(agent) => {
                let auth = agent.harness_auth_secrets.clone().unwrap_or_default();
                self.setup.set(agent.environment_id, harness_of(&agent), &auth);
            }
            None => self.setup.trial.forget_others(),
        }
        self.agent.set(id);
    }

    /// What is declared where it would start. Follows changes.
    pub(super) fn lists(self) -> Option<Lists> {
        let id = self.agent.get();
        let agent: Declared = self.agents.with(|all| {
            let chosen = all.iter().find(|one| one.uid.to_string() == id);
            chosen.and_then(declared_by)
        });
        Some(Lists { run: self.attached.declared().ok()?, environment: self.setup.declared(), agent })
    }

    /// The request as it would be sent.
    ///
    /// # Errors
    ///
    /// The first entry of the list that breaks a rule.
    pub(super) fn request(self) -> Result<CreateRun, ReferenceListError> {
        let agent = self.agent.get();
        let secrets = self.attached.declared()?;
        let config = AgentConfig {
            // Empty is none, even if the agent has one.
            environment_id: Some(self.setup.environment.get()),
            harness: Some(HarnessConfig { kind: Some(self.setup.trial.harness.get()), ..HarnessConfig::default() }),
            harness_auth_secrets: Some(self.setup.trial.auth_secrets()),
            secrets,
            ..AgentConfig::default()
        };
        Ok(CreateRun {
            prompt: Some(self.prompt.get()),
            config: Some(config),
            team: Some(self.seen_by.get() == 0 || !agent.is_empty()),
            agent_identity_uid: agent.parse().ok(),
            ..CreateRun::default()
        })
    }
}
