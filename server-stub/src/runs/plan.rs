//! A request for a run into a run: checked against what is there, with its agent's defaults filled in.

use oz_domain::{
    AgentId, ApiKeyId, RunId, RunSource, Trigger, UserId,
    api::{AgentConfig, CreateRun, FieldProblem, ProblemCode, RunSchedule},
    resolve::RunContext,
};

use super::{context, rules, surroundings};
use crate::{
    error::{ApiError, field_problem},
    state::AppState,
    store::{AgentRecord, NewRun, RunConfines, Starter, StoreError},
};

const LONGEST_MADE_TITLE: usize = 80;

/// Where a run comes from: decided by who asks, never by what they ask for.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The runs that whoever asks may see.
    pub(crate) confines: RunConfines,
    /// Who or what starts it.
    pub(crate) trigger: Trigger,
    /// The way it came.
    pub(crate) source: RunSource,
    /// Whoever makes it.
    pub(crate) creator: Starter,
    /// Their address or name.
    pub(crate) creator_label: String,
    /// The API key that they ask with.
    pub(crate) key: Option<ApiKeyId>,
    /// The agent who asks, if it is one: it executes the run itself.
    pub(crate) agent: Option<AgentId>,
    /// The schedule that makes it.
    pub(crate) schedule: Option<RunSchedule>,
}

/// The run that a request asks for.
///
/// # Errors
///
/// Every rule that the request breaks, each with its field.
pub(crate) async fn plan(state: &AppState, origin: &Origin, id: RunId, request: CreateRun) -> Result<NewRun, ApiError> {
    if request.on_behalf_of.is_some() {
        let detail = "no agent here may act for a person; leave out `on_behalf_of`";
        return Err(ApiError::new(ProblemCode::Forbidden, detail));
    }
    let mut problems = rules::of_request(&request);
    let private_to = private_to(origin, &request, &mut problems);
    let agent = agent_asked(origin.agent, request.agent_identity_uid, &mut problems);
    let agent = surroundings::find_agent(state, origin.confines.team, agent, &mut problems).await?;
    let config = surroundings::with_defaults(config(&request), agent.as_ref());
    check_config(state, origin, &config, agent.as_ref(), &mut problems).await?;
    if !problems.is_empty() {
        return Err(ApiError::fields(ProblemCode::Invalid, problems));
    }
    check_parent(state, origin, request.parent_run_id).await?;
    let prompt = request.prompt.unwrap_or_default();
    Ok(NewRun {
        id,
        team: origin.confines.team,
        private_to,
        trigger: origin.trigger,
        source: origin.source,
        title: request.title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| made_title(&prompt, &config)),
        prompt,
        agent: agent.map(|agent| (agent.id, agent.config.name.to_string())),
        config,
        schedule: origin.schedule.clone(),
        parent: request.parent_run_id,
        conversation_id: request.conversation_id,
        metadata: request.metadata.unwrap_or_default(),
        creator: origin.creator.clone(),
        creator_label: origin.creator_label.clone(),
        key: origin.key,
    })
}

/// The one person who sees the run, if they asked for that.
fn private_to(origin: &Origin, request: &CreateRun, problems: &mut Vec<FieldProblem>) -> Option<UserId> {
    if request.team != Some(false) {
        return None;
    }
    let user = origin.trigger.user();
    if user.is_none() {
        let message = "only a person has runs of their own; leave out `team`";
        problems.push(field_problem("/team", "no_person", message));
    }
    user
}

/// The agent that executes the run: an agent's key (`own`) starts runs of that agent only, and asks about no others.
pub(crate) fn agent_asked(
    own: Option<AgentId>,
    asked: Option<AgentId>,
    problems: &mut Vec<FieldProblem>,
) -> Option<AgentId> {
    let asked = asked.or(own);
    if own.is_some() && asked != own {
        let message = "an agent's key starts runs of this agent only";
        problems.push(field_problem("/agent_identity_uid", "other_agent", message));
        return None;
    }
    asked
}

/// The configuration that was asked for, the request's own skill in it.
fn config(request: &CreateRun) -> AgentConfig {
    let mut config = request.config.clone().unwrap_or_default();
    if request.skill.as_deref().is_some_and(|skill| !skill.is_empty()) {
        config.skill_spec.clone_from(&request.skill);
    }
    config
}

async fn check_config(
    state: &AppState,
    origin: &Origin,
    config: &AgentConfig,
    agent: Option<&AgentRecord>,
    problems: &mut Vec<FieldProblem>,
) -> Result<(), ApiError> {
    let team = origin.confines.team;
    surroundings::check_environment(state, team, config, problems).await?;
    let disabled = state.store.settings().await?.disabled_harnesses;
    problems.extend(rules::of_harness(config.harness_kind(), &disabled));
    let agents = agent.and_then(|agent| agent.config.harness_auth_secrets.as_ref());
    if let Some(chosen) = config.harness_auth_secrets.as_ref().or(agents) {
        let inputs = state.store.run_inputs(team, origin.trigger.user(), None, None).await?;
        let now = state.clock.now().to_wire();
        let context = context(team, origin.trigger, config, &inputs, &[], &now);
        problems.extend(rules::of_auth(&RunContext { harness_auth: chosen, ..context }, &inputs.candidates()));
    }
    Ok(())
}

async fn check_parent(state: &AppState, origin: &Origin, parent: Option<RunId>) -> Result<(), ApiError> {
    let Some(parent) = parent else {
        return Ok(());
    };
    match state.store.find_run(origin.confines, parent).await {
        Ok(_) => Ok(()),
        Err(StoreError::NotFound) => Err(ApiError::field(
            ProblemCode::InvalidRequest,
            "/parent_run_id",
            "unknown_run",
            "there is no run with this id, or none that you may see",
        )),
        Err(error) => Err(error.into()),
    }
}

/// The first line of the prompt, else the skill.
fn made_title(prompt: &str, config: &AgentConfig) -> String {
    let line = prompt.lines().map(str::trim).find(|line| !line.is_empty());
    let text = line.or(config.skill()).unwrap_or("Untitled run");
    if text.chars().count() <= LONGEST_MADE_TITLE {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST_MADE_TITLE - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_made_of_the_first_line() {
        let config = AgentConfig::default();

        assert_eq!(made_title("\n  Fix the build \nplease", &config), "Fix the build");
        assert_eq!(made_title(&"ä".repeat(81), &config).chars().count(), 80);
        assert_eq!(made_title(" ", &config), "Untitled run");
        let skilled = AgentConfig { skill_spec: Some("owner/repo:deploy".to_owned()), ..config };
        assert_eq!(made_title("", &skilled), "owner/repo:deploy");
    }
}
