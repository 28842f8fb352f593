//! What is filled in for an agent, and what of it differs from what is stored.

use leptos::prelude::*;
use oz_domain::{
    Description, DisplayName, EnvironmentId, HarnessAuthSecrets, Prompt,
    api::{Agent, Clearable, CreateAgent, HarnessConfig, UpdateAgent},
};

use super::{
    declared::{declared_by, harness_of},
    settings::{Settings, merged},
};
use crate::{
    attach::{Attached, Lists},
    client::ClientError,
    overtaken::{Overtaken, Three},
    setup::Setup,
    words::sentence,
};

/// The form.
#[derive(Clone, Copy)]
pub(super) struct AgentForm {
    pub(super) name: RwSignal<String>,
    pub(super) description: RwSignal<String>,
    pub(super) prompt: RwSignal<String>,
    pub(super) setup: Setup,
    pub(super) attached: Attached,
    /// The agent as it is stored; `None` for a new one.
    pub(super) stored: RwSignal<Option<Agent>>,
    /// What was filled in when the person began.
    began: RwSignal<Settings>,
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) error: RwSignal<Option<ClientError>>,
    /// The last new agent that was sent, and the key by which the server knows it again.
    pub(super) last: StoredValue<Option<(CreateAgent, String)>>,
}

impl AgentForm {
    pub(super) fn new() -> Self {
        let form = Self {
            name: RwSignal::default(),
            description: RwSignal::default(),
            prompt: RwSignal::default(),
            setup: Setup::new(),
            attached: Attached::new(&None),
            stored: RwSignal::new(None),
            began: RwSignal::default(),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            last: StoredValue::new(None),
        };
        form.began.set(untrack(|| form.settings()));
        form
    }

    /// Takes over what is stored.
    pub(super) fn take(self, agent: Agent) {
        self.name.set(agent.name.to_string());
        self.description.set(agent.description.as_ref().map(ToString::to_string).unwrap_or_default());
        self.prompt.set(agent.prompt.as_ref().map(|prompt| prompt.as_str().to_owned()).unwrap_or_default());
        let auth = agent.harness_auth_secrets.clone().unwrap_or_default();
        self.setup.set(agent.environment_id, harness_of(&agent), &auth);
        self.attached.set(&declared_by(&agent));
        self.stored.set(Some(agent));
        self.began.set(untrack(|| self.settings()));
    }

    /// All that is filled in. Follows changes.
    fn settings(self) -> Settings {
        Settings {
            name: self.name.get(),
            description: self.description.get(),
            prompt: self.prompt.get(),
            environment: self.setup.environment.get(),
            signs_in: (self.setup.trial.harness.get(), self.setup.trial.auth.get()),
            secrets: self.attached.declared().ok(),
        }
    }

    /// How many of the settings differ from when the person began. Follows changes.
    pub(super) fn changes(self) -> usize {
        let now = self.settings();
        self.began.with(|began| now.changes_since(began))
    }

    /// Takes over what somebody else stored meanwhile, and puts what comes of both into the form.
    pub(super) fn overtake(self, theirs: Agent) -> Overtaken {
        let (before, mine) = (self.began.get_untracked(), untrack(|| self.settings()));
        let (by, at) = (theirs.updated_by.display_name.clone(), theirs.updated_at.clone());
        self.take(theirs);
        let theirs = self.began.get_untracked();
        let three = Three { before: &before, theirs: &theirs, mine: &mine };
        let (settings, told, sides) = merged(three, |id| untrack(|| self.setup.environment_name(id)));
        self.fill(settings);
        Overtaken { by, at, told, sides }
    }

    /// Puts settings into the fields.
    fn fill(self, settings: Settings) {
        self.name.set(settings.name);
        self.description.set(settings.description);
        self.prompt.set(settings.prompt);
        self.setup.environment.set(settings.environment);
        self.setup.trial.harness.set(settings.signs_in.0);
        self.setup.trial.auth.set(settings.signs_in.1);
        if let Some(secrets) = settings.secrets {
            self.attached.set(&secrets);
        }
    }

    /// What is wrong with the name. Follows changes.
    pub(super) fn name_error(self) -> Option<String> {
        let is_blank = self.name.with(String::is_empty);
        if is_blank && !self.tried.get() {
            None
        } else {
            self.name.with(|name| name.parse::<DisplayName>().err()).map(sentence)
        }
    }

    /// What is wrong with the description. Follows changes.
    pub(super) fn description_error(self) -> Option<String> {
        self.description.with(|text| text.parse::<Description>().err()).map(sentence)
    }

    /// What is wrong with the list of secrets. Follows changes.
    pub(super) fn list_error(self) -> Option<String> {
        self.attached.declared().err().map(sentence)
    }

    /// What it and its environment declare. Follows changes.
    pub(super) fn lists(self) -> Option<Lists> {
        let agent = self.attached.declared().ok()?;
        Some(Lists { run: None, environment: self.setup.declared(), agent })
    }

    /// A new agent as it would be sent; `None` while something is to be mended.
    pub(super) fn creation(self) -> Option<CreateAgent> {
        let update = self.everything()?;
        let empty = CreateAgent {
            name: update.name.clone()?,
            description: None,
            prompt: None,
            environment_id: None,
            secrets: None,
            harness: None,
            harness_auth_secrets: None,
            base_model: None,
            base_harness: None,
            skills: None,
            agent_type: None,
            credential_strategy: None,
            default_runner_uid: None,
            factory_uid: None,
            inference_providers: None,
            mcp_servers: None,
            memory: None,
            on_behalf_of_enabled: None,
            worker_host: None,
        };
        update.applied_to(empty).settled().ok()
    }

    /// Only what the person changed, so that what others changed meanwhile stays; `None` while something is to be mended.
    pub(super) fn change(self) -> Option<UpdateAgent> {
        let (now, began) = (self.settings(), self.began.get());
        let mut change = self.everything()?;
        change.name.take_if(|_| now.name == began.name);
        change.description.take_if(|_| now.description == began.description);
        change.prompt.take_if(|_| now.prompt == began.prompt);
        change.environment_id.take_if(|_| now.environment == began.environment);
        change.harness.take_if(|_| now.signs_in.0 == began.signs_in.0);
        change.harness_auth_secrets.take_if(|_| now.signs_in == began.signs_in);
        if now.secrets == began.secrets {
            (change.secrets, change.secrets_declared) = (None, None);
        }
        Some(change)
    }

    /// All settings as a change.
    fn everything(self) -> Option<UpdateAgent> {
        let now = self.settings();
        let secrets = now.secrets?;
        let auth_before =
            self.stored.with(|stored| stored.as_ref().and_then(|agent| agent.harness_auth_secrets.clone()));
        let environment = now.environment.parse::<EnvironmentId>().map_or(Clearable::Clear, Clearable::Set);
        Some(UpdateAgent {
            name: Some(now.name.parse().ok()?),
            description: Some(now.description.parse().ok()?),
            prompt: Some(Prompt::try_from(now.prompt).ok()?),
            environment_id: Some(environment),
            secrets_declared: secrets.is_none().then_some(false),
            secrets,
            harness: Some(HarnessConfig { kind: Some(now.signs_in.0), ..HarnessConfig::default() }),
            harness_auth_secrets: Some(self.setup.auth(&auth_before.unwrap_or_else(HarnessAuthSecrets::default))),
            ..UpdateAgent::default()
        })
    }
}
