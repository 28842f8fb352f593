//! What a run is set in: its environment, and its agent with what that says about its runs.

use oz_domain::{
    AgentId, TeamId,
    api::{AgentConfig, FieldProblem},
};

use crate::{
    error::{ApiError, field_problem},
    state::AppState,
    store::{AgentRecord, StoreError},
};

/// The configuration that was asked for, and where it says nothing, its agent's.
pub(crate) fn with_defaults(mut config: AgentConfig, agent: Option<&AgentRecord>) -> AgentConfig {
    if let Some(agent) = agent {
        let theirs = &agent.config;
        config.environment_id = config.environment_id.or_else(|| theirs.environment_id.map(|id| id.to_string()));
        config.harness = config.harness.or_else(|| theirs.harness.clone());
        config.model_id = config.model_id.or_else(|| theirs.base_model.clone());
        config.base_prompt = config.base_prompt.or_else(|| theirs.prompt.clone().map(String::from));
        config.harness_auth_secrets = config.harness_auth_secrets.or_else(|| theirs.harness_auth_secrets.clone());
    }
    config
}

/// The agent, if one is named; none, and a problem, if there is no such agent.
pub(crate) async fn find_agent(
    state: &AppState,
    team: TeamId,
    id: Option<AgentId>,
    problems: &mut Vec<FieldProblem>,
) -> Result<Option<AgentRecord>, ApiError> {
    let Some(id) = id else {
        return Ok(None);
    };
    match state.store.find_agent(team, id).await {
        Ok(agent) => Ok(Some(agent)),
        Err(StoreError::NotFound) => {
            problems.push(field_problem("/agent_identity_uid", "unknown_agent", "there is no agent with this id"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// A problem if the configuration names an environment that there isn't.
pub(crate) async fn check_environment(
    state: &AppState,
    team: TeamId,
    config: &AgentConfig,
    problems: &mut Vec<FieldProblem>,
) -> Result<(), ApiError> {
    let Some(text) = config.environment() else {
        return Ok(());
    };
    let found = match text.parse() {
        Ok(id) => state.store.find_environment(team, id).await.map(drop),
        Err(_) => Err(StoreError::NotFound),
    };
    match found {
        Ok(()) => Ok(()),
        Err(StoreError::NotFound) => {
            let message = "there is no environment with this id";
            problems.push(field_problem("/config/environment_id", "unknown_environment", message));
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}
