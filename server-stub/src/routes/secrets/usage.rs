//! `GET /api/v1/secrets/{id}/usage`: who gets this?

use axum::{Json, extract::State};
use oz_domain::{
    SecretId, Timestamp, Trigger,
    api::{NamedAgent, NamedEnvironment, RunThatGotIt, SecretUsage, SortOrder},
    resolve::{Catalog, RunContext, RunKey},
};

use crate::{
    caller::Caller,
    error::ApiError,
    http::IdPath,
    runs,
    state::AppState,
    store::{AgentRecord, EnvironmentRecord, NamedRequest, NamedSort, RunInputs},
};

/// Says who gets a secret: runs without and with an environment, by each agent, started by whoever asks or by nobody.
///
/// Runs with a list of their own are not among them. Environments and agents that ask for the secret and don't get it are.
#[utoipa::path(
    get,
    path = "/api/v1/secrets/{id}/usage",
    tag = "secrets",
    operation_id = "get_secret_usage",
    params(("id" = SecretId, Path, description = "The secret's id")),
    responses((status = 200, description = "Who gets it, and who should and doesn't.", body = SecretUsage))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<SecretId>,
) -> Result<Json<SecretUsage>, ApiError> {
    state.store.find_secret(caller.confines(), id).await?;
    let world = World::load(&caller, &state).await?;
    let recent_runs = state.store.recent_runs_with(runs::sight(&caller), id).await?;
    Ok(Json(world.usage(id, recent_runs)))
}

/// Everything that runs could start with.
struct World<'c> {
    caller: &'c Caller,
    now: Timestamp,
    inputs: RunInputs,
    environments: Vec<EnvironmentRecord>,
    agents: Vec<AgentRecord>,
}

impl<'c> World<'c> {
    async fn load(caller: &'c Caller, state: &AppState) -> Result<Self, ApiError> {
        let user = caller.person().map(|person| person.id);
        let all = NamedRequest {
            team: caller.team,
            user,
            query: None,
            sort: NamedSort::Name,
            order: SortOrder::Asc,
            limit: u32::MAX - 1,
            after: None,
        };
        Ok(Self {
            caller,
            now: caller.now.to_wire(),
            inputs: state.store.run_inputs(caller.team, user, None, None).await?,
            environments: state.store.list_environments(&all).await?.items,
            agents: state.store.list_agents(&all).await?.items,
        })
    }

    fn usage(&self, id: SecretId, recent_runs: Vec<RunThatGotIt>) -> SecretUsage {
        let candidates = self.inputs.candidates();
        let kinds: Vec<_> = self.kinds().collect();
        let looked_at = kinds.len() as u64;
        let mut uses = Catalog::of(&candidates).who_gets(id, kinds);
        uses.retain(|used| used.row.is_injected() || used.row.via.is_some());
        let named = |of: &EnvironmentRecord| uses.iter().any(|used| used.run.environment == Some(of.id));
        let environments = self.environments.iter().filter(|of| named(of)).map(named_environment).collect();
        let named = |of: &AgentRecord| uses.iter().any(|used| used.run.agent == Some(of.id));
        let agents = self.agents.iter().filter(|of| named(of)).map(named_agent).collect();
        SecretUsage { secret_id: id, uses, looked_at, environments, agents, recent_runs }
    }

    fn kinds(&self) -> impl Iterator<Item = (RunKey, RunContext<'_>)> {
        self.places().flat_map(move |(environment, agent)| {
            self.triggers().map(move |trigger| {
                let key = RunKey { environment: environment.map(|of| of.id), agent: agent.map(|of| of.id), trigger };
                (key, self.context(environment, agent, trigger))
            })
        })
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

    fn triggers(&self) -> impl Iterator<Item = Trigger> + use<> {
        let own = self.caller.person().map(|person| Trigger::User(person.id));
        own.into_iter().chain([Trigger::Schedule])
    }

    fn context<'a>(
        &'a self,
        environment: Option<&'a EnvironmentRecord>,
        agent: Option<&'a AgentRecord>,
        trigger: Trigger,
    ) -> RunContext<'a> {
        let config = agent.map(|agent| &agent.config);
        let harness = config.and_then(|config| config.harness.as_ref()).and_then(|harness| harness.kind);
        RunContext {
            team: self.caller.team,
            trigger,
            run: &None,
            environment: environment.map_or(&None, |environment| &environment.config.secrets),
            agent: config.map_or(&None, |config| &config.secrets),
            default_injection: self.inputs.default_injection,
            harness: harness.unwrap_or_default(),
            harness_auth: config.and_then(|config| config.harness_auth_secrets.as_ref()).unwrap_or(&runs::NO_AUTH),
            worker_variables: &[],
            now: &self.now,
        }
    }
}

fn named_environment(environment: &EnvironmentRecord) -> NamedEnvironment {
    NamedEnvironment { id: environment.id, name: environment.config.name.to_string() }
}

fn named_agent(agent: &AgentRecord) -> NamedAgent {
    NamedAgent { id: agent.id, name: agent.config.name.to_string() }
}
