//! `POST /api/v1/agent/runs/{id}/cancel`: ends a run that waits or works.

use axum::{Json, extract::State};
use oz_domain::{AgentId, RunId, api::ProblemCode};

use crate::{caller::Caller, error::ApiError, http::IdPath, runs, state::AppState, store::StoreError};

/// Cancels a run. Its runner hears of it with the next renewal of its lease. An agent's key cancels what the agent made or
/// executes.
#[utoipa::path(
    post,
    path = "/api/v1/agent/runs/{id}/cancel",
    tag = "runs",
    operation_id = "cancel_run",
    params(("id" = oz_domain::RunId, Path, description = "The run's id")),
    responses((status = 200, description = "The run's id.", body = String))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<RunId>,
) -> Result<Json<RunId>, ApiError> {
    if let Some(agent) = caller.agent() {
        check_own(&caller, &state, agent, id).await?;
    }
    match state.store.cancel_run(runs::sight(&caller), id, &caller.actor()).await {
        Ok(run) => {
            state.run_events.tell(id, run.team);
            Ok(Json(id))
        }
        Err(StoreError::OutOfTurn(ended)) => {
            let detail = format!("this run has ended, and can't be cancelled: it is {ended}");
            Err(ApiError::new(ProblemCode::NotCancellable, detail))
        }
        Err(error) => Err(error.into()),
    }
}

/// An agent ends no runs but its own.
async fn check_own(caller: &Caller, state: &AppState, agent: AgentId, id: RunId) -> Result<(), ApiError> {
    let run = state.store.find_run(runs::sight(caller), id).await?;
    if run.creator == runs::starter(caller) || run.item.agent_identity_uid == Some(agent) {
        return Ok(());
    }
    Err(ApiError::new(ProblemCode::Forbidden, "an agent's key cancels only runs that the agent made or executes"))
}
