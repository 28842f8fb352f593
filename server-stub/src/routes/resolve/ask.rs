//! `POST /api/v1/resolve`: which secrets a run would get, and why, without starting it.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use oz_domain::{
    Trigger,
    api::{ProblemCode, ResolveRun},
    resolve::{Resolution, resolve},
};

use crate::{
    caller::Caller,
    error::{ApiError, field_problem},
    http::{Json, Upload},
    runs::{self, rules, surroundings},
    state::AppState,
};

impl Upload for ResolveRun {
    /// A configuration, and the names of what may stand in an environment.
    const LIMIT: usize = 1 << 20;
}

/// Says which secrets a run would get if it were started now, and why.
///
/// The same decision as at the claim, but for what only opened values show: that one can't be opened, or that all of them
/// together are too large. What couldn't be started is refused as it would be then.
#[utoipa::path(
    post,
    path = "/api/v1/resolve",
    tag = "runs",
    operation_id = "resolve_run",
    request_body = ResolveRun,
    responses((status = 200, description = "A row for each secret, with the reason.", body = Resolution))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    headers: HeaderMap,
    Json { body, .. }: Json<ResolveRun>,
) -> Result<Response, ApiError> {
    let (team, mut problems) = (caller.team, Vec::new());
    let trigger = body.trigger.unwrap_or(runs::origin(&caller, &headers).trigger);
    if let Trigger::User(user) = trigger
        && caller.person().is_none_or(|person| person.id != user)
    {
        let message = "only this person can start such a run, and ask about it";
        problems.push(field_problem("/trigger", "not_you", message));
    }
    let agent = runs::agent_asked(caller.agent(), body.agent_identity_uid, &mut problems);
    let agent = surroundings::find_agent(&state, team, agent, &mut problems).await?;
    let config = surroundings::with_defaults(body.config.unwrap_or_default(), agent.as_ref());
    surroundings::check_environment(&state, team, &config, &mut problems).await?;
    let disabled = state.store.settings().await?.disabled_harnesses;
    problems.extend(rules::of_harness(config.harness_kind(), &disabled));
    if !problems.is_empty() {
        return Err(ApiError::fields(ProblemCode::Invalid, problems));
    }
    let agent = agent.map(|agent| agent.id);
    let inputs = state.store.run_inputs(team, trigger.user(), config.environment(), agent).await?;
    let now = caller.now.to_wire();
    let context = runs::context(team, trigger, &config, &inputs, &body.worker_variables, &now);
    Ok(axum::Json(resolve(&context, &inputs.candidates())).into_response())
}
