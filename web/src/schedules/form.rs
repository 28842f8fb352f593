//! The form of a schedule: what is filled in, and what of it differs from what is stored.

use leptos::prelude::*;
use oz_domain::{
    Declared, DisplayName, HarnessAuthSecrets,
    api::{Agent, CreateSchedule, Schedule, UpdateSchedule},
};

use super::{
    falling::{all_is_known, ask_what_decides, falls},
    runs_with::RunsWith,
    settings::Settings,
    times::Times,
};
use crate::{
    agents::declared_by,
    attach::{Attached, Lists},
    client::ClientError,
    settings::SettingsStore,
    setup::Setup,
    words::sentence,
};

/// The form.
#[derive(Clone, Copy)]
pub(super) struct ScheduleForm {
    pub(super) name: RwSignal<String>,
    pub(super) prompt: RwSignal<String>,
    pub(super) times: Times,
    /// The agent's id; empty for none.
    pub(super) agent: RwSignal<String>,
    pub(super) setup: Setup,
    pub(super) attached: Attached,
    /// Of a new one. 0: the team sees it; 1: only the person who makes it.
    pub(super) seen_by: RwSignal<usize>,
    /// The schedule as it is stored; `None` for a new one.
    pub(super) stored: RwSignal<Option<Schedule>>,
    /// What was filled in when the person began.
    began: RwSignal<Settings>,
    rest: StoredValue<Rest>,
}

/// What isn't filled in.
struct Rest {
    sending: Sending,
    /// Those that can be chosen.
    agents: Vec<Agent>,
}

/// How sending it goes.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    /// Whether the person has wanted it sent.
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) error: RwSignal<Option<ClientError>>,
    /// The last new schedule that was sent, and the key by which the server knows it again.
    pub(super) last: StoredValue<Option<(CreateSchedule, String)>>,
}

impl Sending {
    fn new() -> Self {
        Self {
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            last: StoredValue::new(None),
        }
    }
}

impl ScheduleForm {
    pub(super) fn new(agents: Vec<Agent>) -> Self {
        let form = Self {
            name: RwSignal::default(),
            prompt: RwSignal::default(),
            times: Times::new(),
            agent: RwSignal::default(),
            setup: Setup::new(),
            attached: Attached::new(&None),
            seen_by: RwSignal::new(0),
            stored: RwSignal::new(None),
            began: RwSignal::default(),
            rest: StoredValue::new(Rest { sending: Sending::new(), agents }),
        };
        ask_what_decides();
        form.setup.trial.by_schedule();
        form.began.set(untrack(|| form.settings()));
        form
    }

    /// How sending it goes. Only while the form is there.
    pub(super) fn sending(self) -> Sending {
        self.rest.with_value(|rest| rest.sending)
    }

    /// Looks at the agents that can be chosen. Only while the form is there.
    pub(super) fn with_agents<T>(self, look: impl FnOnce(&[Agent]) -> T) -> T {
        self.rest.with_value(|rest| look(&rest.agents))
    }

    /// Takes over what is stored.
    pub(super) fn take(self, schedule: Schedule) {
        self.name.set(schedule.name.to_string());
        self.prompt.set(schedule.prompt.as_str().to_owned());
        self.times.line.set(schedule.cron_schedule.clone());
        let agent = schedule.agent_uid.map(|id| id.to_string()).unwrap_or_default();
        let with = RunsWith::of(&schedule, self.agent_of(&agent).as_ref());
        self.agent.set(agent);
        self.setup.set(with.environment.parse().ok(), with.harness, &with.auth);
        self.attached.set(&with.secrets);
        self.stored.set(Some(schedule));
        self.began.set(untrack(|| self.settings()));
    }

    /// Takes an agent, and with it what it starts in and with.
    pub(super) fn choose_agent(self, id: String) {
        if let Some(agent) = self.agent_of(&id) {
            let auth = agent.harness_auth_secrets.clone().unwrap_or_default();
            self.setup.set(agent.environment_id, crate::agents::harness_of(&agent), &auth);
        }
        self.agent.set(id);
    }

    /// All that is filled in. Follows changes.
    fn settings(self) -> Settings {
        Settings {
            name: self.name.get(),
            prompt: self.prompt.get(),
            cron: self.times.line.get(),
            agent: self.agent.get(),
            environment: self.setup.environment.get(),
            harness: self.setup.trial.harness.get(),
            auth: self.setup.trial.auth.get(),
            secrets: self.attached.declared().ok(),
        }
    }

    /// How many of the settings differ from when the person began. Follows changes.
    pub(super) fn changes(self) -> usize {
        let now = self.settings();
        self.began.with(|began| now.changes_since(began))
    }

    /// What is wrong with the name. Follows changes.
    pub(super) fn name_error(self) -> Option<String> {
        if self.name.with(String::is_empty) && !self.sending().tried.get() {
            return None;
        }
        self.name.with(|name| name.parse::<DisplayName>().err()).map(sentence)
    }

    /// What is missing in the prompt; nothing is where a skill says what to do. Follows changes.
    pub(super) fn prompt_error(self) -> Option<String> {
        let skill = |schedule: &Schedule| schedule.agent_config.as_ref().is_some_and(|config| config.skill().is_some());
        let has_skill = self.stored.with(|stored| stored.as_ref().is_some_and(skill));
        let is_blank = self.sending().tried.get() && !has_skill && self.prompt.with(|prompt| prompt.trim().is_empty());
        is_blank.then(|| "Say what the agent is to do.".to_owned())
    }

    /// What is wrong with the list of secrets. Follows changes.
    pub(super) fn list_error(self) -> Option<String> {
        self.attached.declared().err().map(sentence)
    }

    /// What is declared where its runs start. Follows changes.
    pub(super) fn lists(self) -> Option<Lists> {
        let agent: Declared = self.agent_of(&self.agent.get()).as_ref().and_then(declared_by);
        Some(Lists { run: self.attached.declared().ok()?, environment: self.setup.declared(), agent })
    }

    /// What to say if the next run, as things stand in the form, would get less than the last did. Follows changes.
    pub(super) fn falls(self) -> Option<String> {
        let got = self.stored.with(|stored| stored.as_ref()?.last_run.as_ref()?.got.clone())?;
        if !all_is_known() {
            return None;
        }
        let default = expect_context::<SettingsStore>().default_injection();
        self.setup.trial.would_get(&self.lists()?, default, |next| falls(&got, next)).flatten()
    }

    /// A new schedule as it would be sent; `None` while something is to be mended.
    pub(super) fn creation(self) -> Option<CreateSchedule> {
        let auth = self.setup.auth(&HarnessAuthSecrets::default());
        self.settings().creation(auth, self.seen_by.get() == 0)
    }

    /// Only what the person changed; `None` while something is to be mended. See [`Settings::change`].
    pub(super) fn change(self, stored: &Schedule) -> Option<UpdateSchedule> {
        let before = RunsWith::of(stored, self.agent_of(&self.agent.get()).as_ref()).auth;
        self.began.with(|began| self.settings().change(began, stored, self.setup.auth(&before)))
    }

    fn agent_of(self, id: &str) -> Option<Agent> {
        self.with_agents(|all| all.iter().find(|one| one.uid.to_string() == id).cloned())
    }
}
