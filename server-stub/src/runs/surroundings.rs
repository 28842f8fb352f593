//! What a run is set in: its environment, and its agent with what that says about its runs.

use oz_domain::{
    AgentId, TeamId,
    api::{AgentConfig, FieldProblem, HarnessConfig},
};

use crate::{
    error::{ApiError, field_problem},
    state::AppState,
    store::{AgentRecord, StoreError},
};

/// The configuration that was asked for, and where it says nothing, its agent's. What the agent says about secrets is not
/// among it: lists and what a harness signs in with are looked at when the run is claimed.
pub(crate) fn with_defaults(mut config: AgentConfig, agent: Option<&AgentRecord>) -> AgentConfig {
    if let Some(agent) = agent {
        let theirs = &agent.config;
        config.environment_id = config.environment_id.or_else(|| theirs.environment_id.map(|id| id.to_string()));
        config.harness = harness(config.harness, theirs.harness.as_ref());
        config.model_id = config.model_id.or_else(|| theirs.base_model.clone());
        config.base_prompt = config.base_prompt.or_else(|| theirs.prompt.clone().map(String::from));
    }
    config
}

/// The harness that was asked for; of the same one, or if none is named, the agent's model and level of reasoning.
fn harness(asked: Option<HarnessConfig>, agents: Option<&HarnessConfig>) -> Option<HarnessConfig> {
    let (Some(asked), Some(agents)) = (&asked, agents) else {
        return asked.or_else(|| agents.cloned());
    };
    let own = agents.kind.unwrap_or_default();
    if asked.kind.is_some_and(|kind| kind != own) {
        return Some(asked.clone());
    }
    Some(HarnessConfig {
        kind: asked.kind.or(agents.kind),
        model_id: asked.model_id.clone().or_else(|| agents.model_id.clone()),
        reasoning_level: asked.reasoning_level.clone().or_else(|| agents.reasoning_level.clone()),
    })
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn an_agents_model_fills_in_for_its_own_harness_only() {
        let agents = json!({ "type": "claude", "model_id": "m", "reasoning_level": "high" });
        let filled = |asked: Value| {
            let read = |json: &Value| serde_json::from_value::<Option<HarnessConfig>>(json.clone()).unwrap();
            serde_json::to_value(harness(read(&asked), read(&agents).as_ref())).unwrap()
        };

        for (asked, expected) in [
            (json!(null), agents.clone()),
            (json!({}), agents.clone()),
            (json!({ "type": "claude" }), agents.clone()),
            (
                json!({ "type": "claude", "model_id": "n" }),
                json!({ "type": "claude", "model_id": "n", "reasoning_level": "high" }),
            ),
            (json!({ "type": "codex" }), json!({ "type": "codex" })),
        ] {
            assert_eq!(filled(asked.clone()), expected, "{asked}");
        }
    }
}
