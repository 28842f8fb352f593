//! A run and what applies to it, as the question that decides what it gets.

use oz_domain::{HarnessAuthSecrets, TeamId, Timestamp, Trigger, api::AgentConfig, resolve::RunContext};

use crate::store::RunInputs;

/// No harness signs in.
pub(crate) static NO_AUTH: HarnessAuthSecrets =
    HarnessAuthSecrets { claude_auth_secret_name: None, codex_auth_secret_name: None };

/// The question, for a run that is there or that could be. What its harness signs in with is its own choice, else its
/// agent's as that is now.
pub(crate) fn context<'a>(
    team: TeamId,
    trigger: Trigger,
    config: &'a AgentConfig,
    inputs: &'a RunInputs,
    worker_variables: &'a [String],
    now: &'a Timestamp,
) -> RunContext<'a> {
    RunContext {
        team,
        trigger,
        run: &config.secrets,
        environment: &inputs.environment,
        agent: &inputs.agent,
        default_injection: inputs.default_injection,
        harness: config.harness_kind(),
        harness_auth: config.harness_auth_secrets.as_ref().or(inputs.agent_auth.as_ref()).unwrap_or(&NO_AUTH),
        worker_variables,
        now,
    }
}
