//! Every kind of run that could start now, to ask of each what it would get.

use oz_domain::{
    AgentId, Harness, HarnessAuthSecrets, ScheduleId, SetupCommands, TeamId, Timestamp, Trigger, UserId,
    api::{AgentConfig, CreateAgent, SecretSummary, SortOrder},
    resolve::{Candidate, RunContext, RunKey},
};

use crate::{
    caller::Caller,
    error::ApiError,
    runs::{self, surroundings},
    state::AppState,
    store::{
        AgentRecord, EnvironmentRecord, NamedPage, NamedRequest, NamedSort, RunInputs, ScheduleRecord, StoreError,
    },
};

/// How many environments, agents and schedules are looked at, of each kind.
const MOST_OF_EACH: u32 = 1000;

/// Everything that runs could start with, as far as somebody may know of it.
pub(super) struct World {
    team: TeamId,
    /// Whoever asks, then nobody.
    triggers: Vec<Trigger>,
    now: Timestamp,
    inputs: RunInputs,
    pub(super) environments: Vec<EnvironmentRecord>,
    pub(super) agents: Vec<AgentRecord>,
    pub(super) schedules: Vec<Scheduled>,
}

/// The runs of a schedule.
pub(super) struct Scheduled {
    pub(super) id: ScheduleId,
    pub(super) name: String,
    agent: Option<AgentId>,
    /// Its agent's defaults included.
    config: AgentConfig,
}

/// A credential, and the harness that is supposed to sign in with it.
pub(super) struct SigningIn {
    harness: Harness,
    auth: HarnessAuthSecrets,
}

impl World {
    /// Everything that this caller may know of.
    pub(super) async fn load(caller: &Caller, state: &AppState) -> Result<Self, ApiError> {
        let user = caller.person().map(|person| person.id);
        let (team, store) = (caller.team, &state.store);
        let agents = every(team, user, |page| async move { store.list_agents(&page).await }).await?;
        let schedules = every(team, user, |page| async move { store.list_schedules(&page).await }).await?;
        let mut environments = every(team, user, |page| async move { store.list_environments(&page).await }).await?;
        // Long, and no matter here.
        for environment in &mut environments {
            environment.config.setup_commands = SetupCommands::default();
        }
        Ok(Self {
            team: caller.team,
            triggers: user.map(Trigger::User).into_iter().chain([Trigger::Schedule]).collect(),
            now: caller.now.to_wire(),
            inputs: state.store.run_inputs(caller.team, user, None, None).await?,
            environments,
            schedules: schedules.into_iter().map(|schedule| Scheduled::of(schedule, &agents)).collect(),
            agents,
        })
    }

    /// The secrets.
    pub(super) fn candidates(&self) -> Vec<Candidate<'_>> {
        self.inputs.candidates()
    }

    /// What chooses this credential to sign in with; nothing does a raw value.
    pub(super) fn signing_in_with(&self, secret: &SecretSummary) -> Option<SigningIn> {
        let harness = secret.secret_type.harness()?;
        let mut auth = HarnessAuthSecrets::default();
        let name = match harness {
            Harness::Claude => &mut auth.claude_auth_secret_name,
            Harness::Codex => &mut auth.codex_auth_secret_name,
            Harness::Oz | Harness::Gemini => return None,
        };
        *name = Some(secret.name.clone());
        (!self.inputs.disabled_harnesses.contains(&harness)).then_some(SigningIn { harness, auth })
    }

    /// The kinds of runs: in each place by each trigger, those that choose a credential, and those of each schedule. Where a
    /// run starts makes no difference to what it chooses to sign in with, so that is looked at once.
    pub(super) fn kinds<'a>(
        &'a self,
        choosing: Option<&'a SigningIn>,
    ) -> impl Iterator<Item = (RunKey, RunContext<'a>)> {
        let placed = self.places().flat_map(move |(environment, agent)| {
            self.triggers.iter().map(move |trigger| self.in_place(environment, agent, *trigger))
        });
        let choosing = choosing.into_iter().flat_map(move |choice| {
            self.triggers.iter().map(move |trigger| {
                let (key, context) = self.in_place(None, None, *trigger);
                let context = RunContext { harness: choice.harness, harness_auth: &choice.auth, ..context };
                (RunKey { signs_in: Some(choice.harness), ..key }, context)
            })
        });
        placed.chain(choosing).chain(self.schedules.iter().filter_map(|schedule| self.scheduled(schedule)))
    }

    /// No environment, each environment, and each agent in its own.
    fn places(&self) -> impl Iterator<Item = (Option<&EnvironmentRecord>, Option<&AgentRecord>)> {
        let own = |agent: &AgentRecord| {
            let wanted = agent.config.environment_id?;
            self.environments.iter().find(|environment| environment.id == wanted)
        };
        let environments = self.environments.iter().map(|environment| (Some(environment), None));
        let agents = self.agents.iter().map(move |agent| (own(agent), Some(agent)));
        std::iter::once((None, None)).chain(environments).chain(agents)
    }

    fn in_place<'a>(
        &'a self,
        environment: Option<&'a EnvironmentRecord>,
        agent: Option<&'a AgentRecord>,
        trigger: Trigger,
    ) -> (RunKey, RunContext<'a>) {
        let config = agent.map(|agent| &agent.config);
        let context = RunContext {
            team: self.team,
            trigger,
            run: &None,
            environment: environment.map_or(&None, |environment| &environment.config.secrets),
            agent: config.map_or(&None, |config| &config.secrets),
            default_injection: self.inputs.default_injection,
            harness: config.and_then(CreateAgent::harness_kind).unwrap_or_default(),
            harness_auth: config.and_then(|config| config.harness_auth_secrets.as_ref()).unwrap_or(&runs::NO_AUTH),
            worker_variables: &[],
            now: &self.now,
        };
        (RunKey::of(environment.map(|of| of.id), agent.map(|of| of.id), trigger), context)
    }

    /// None for a schedule whose environment or agent is gone: it makes no runs.
    fn scheduled<'a>(&'a self, schedule: &'a Scheduled) -> Option<(RunKey, RunContext<'a>)> {
        let config = &schedule.config;
        let environment = match config.environment() {
            None => None,
            Some(id) => Some(self.environments.iter().find(|environment| environment.id.to_string() == id)?),
        };
        let agent = match schedule.agent {
            None => None,
            Some(id) => Some(self.agents.iter().find(|agent| agent.id == id)?),
        };
        let (key, context) = self.in_place(environment, agent, Trigger::Schedule);
        let context = RunContext {
            run: &config.secrets,
            harness: config.harness_kind(),
            harness_auth: config.harness_auth_secrets.as_ref().unwrap_or(context.harness_auth),
            ..context
        };
        Some((RunKey { schedule: Some(schedule.id), ..key }, context))
    }
}

/// The first of a list, page by page: so many that more would not be looked at.
async fn every<T, F: Future<Output = Result<NamedPage<T>, StoreError>>>(
    team: TeamId,
    user: Option<UserId>,
    list: impl Fn(NamedRequest) -> F,
) -> Result<Vec<T>, StoreError> {
    let (sort, order) = (NamedSort::Name, SortOrder::Asc);
    let mut request = NamedRequest { team, user, query: None, sort, order, limit: MOST_OF_EACH, after: None };
    let mut items = Vec::new();
    loop {
        let page = list(request.clone()).await?;
        items.extend(page.items);
        if page.next.is_none() || items.len() >= MOST_OF_EACH as usize {
            return Ok(items);
        }
        request.after = page.next;
    }
}

impl Scheduled {
    fn of(schedule: ScheduleRecord, agents: &[AgentRecord]) -> Self {
        let config = schedule.record.config;
        let agent = agents.iter().find(|agent| config.agent_uid == Some(agent.id));
        Self {
            id: schedule.record.id,
            name: config.name.to_string(),
            agent: config.agent_uid,
            config: surroundings::with_defaults(config.agent_config.unwrap_or_default(), agent),
        }
    }
}
