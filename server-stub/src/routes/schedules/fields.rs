//! The rules that a schedule keeps beyond the shape of its request.

use oz_domain::{
    Owner,
    api::{CreateSchedule, ProblemCode},
};

use crate::{
    caller::Caller,
    clock::Moment,
    error::ApiError,
    routes::choices::{self, Choices},
    runs::rules,
    schedules::{Cron, CronError},
    store::{Store, StoreError},
};

/// Reads when it makes runs.
pub(super) fn cron(text: &str, now: Moment) -> Result<Cron, ApiError> {
    Cron::parse_coming(text, now).map_err(|error| {
        let code = match error {
            CronError::Malformed { .. } => "cron_malformed",
            CronError::Never => "cron_never",
        };
        ApiError::field(ProblemCode::Invalid, "/cron_schedule", code, error.to_string())
    })
}

/// Refuses a schedule that gives its agent nothing to do.
pub(super) fn task(config: &CreateSchedule) -> Result<(), ApiError> {
    if config.has_task() {
        return Ok(());
    }
    let message = "say in `prompt` what the agent is to do, or name a skill in `agent_config`";
    Err(ApiError::field(ProblemCode::Invalid, "/prompt", "missing", message))
}

/// Refuses what no run of it could have: texts that are too long.
pub(super) fn lengths(config: &CreateSchedule) -> Result<(), ApiError> {
    let config = config.agent_config.iter();
    let problems: Vec<_> = config.flat_map(|config| rules::of_config(config, "/agent_config")).collect();
    if problems.is_empty() { Ok(()) } else { Err(ApiError::fields(ProblemCode::Invalid, problems)) }
}

/// Refuses an agent, an environment and auth secrets that its runs could not have.
pub(super) async fn choices(
    store: &Store,
    caller: &Caller,
    owner: Owner,
    config: &CreateSchedule,
) -> Result<(), ApiError> {
    if let Some(agent) = config.agent_uid {
        if matches!(owner, Owner::User(_)) {
            let message = "an agent executes runs of the team only; leave out the agent, or `team`";
            return Err(ApiError::field(ProblemCode::Invalid, "/agent_uid", "agent_of_team_only", message));
        }
        match store.find_agent(caller.team, agent).await {
            Err(StoreError::NotFound) => {
                let message = "there is no agent with this id";
                return Err(ApiError::field(ProblemCode::Invalid, "/agent_uid", "unknown_agent", message));
            }
            found => drop(found?),
        }
    }
    let agent_config = config.agent_config.as_ref();
    let auth = agent_config.and_then(|config| config.harness_auth_secrets.as_ref());
    let environment = agent_config.and_then(|config| config.environment());
    choices::check(store, caller, Choices { environment, auth, within: "/agent_config" }).await
}
