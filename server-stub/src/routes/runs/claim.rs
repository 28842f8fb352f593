//! `POST /api/v1/agent/runs/{id}/claim`: a runner takes a run, once, and what the run is given.

use axum::extract::State;
use oz_crypto::PublicKey;
use oz_domain::{
    RunId,
    api::{ClaimRun, ClaimedRun, ExecutionLocation},
};

use super::{refusal, runner::Runner};
use crate::{
    delivery::{Order, Prepared, Sealed},
    error::ApiError,
    http::{IdPath, Json},
    state::AppState,
    store::{Handover, RunClaim, StoreError},
};

/// Claims a run, once, for the runner whose public key comes with the request.
///
/// Decides at this moment which secrets the run gets, keeps the reasons, and answers with them sealed to that key. For
/// whoever made the run, and for runners' keys; to everybody else the run isn't there. If something that the run must
/// have can't be had, the run fails and nothing is delivered.
#[utoipa::path(
    post,
    path = "/api/v1/agent/runs/{id}/claim",
    tag = "runners",
    operation_id = "claim_run",
    params(("id" = oz_domain::RunId, Path, description = "The run's id")),
    request_body = ClaimRun,
    responses((status = 200, description = "It is this runner's.", body = ClaimedRun))
)]
pub(super) async fn handler(
    runner: Runner,
    State(state): State<AppState>,
    IdPath(id): IdPath<RunId>,
    Json { body, .. }: Json<ClaimRun>,
) -> Result<axum::Json<ClaimedRun>, ApiError> {
    let claim = hold(&runner, &state, id).await?;
    let key = refusal::public_key(&body)?;
    let claimed = hand_over(&runner, &state, claim, key, body.worker_variables).await;
    // Also when the run has failed by it.
    state.run_events.tell(id, runner.caller.team);
    claimed.map(axum::Json)
}

/// Takes hold of a run that this runner may have and nobody has.
async fn hold(runner: &Runner, state: &AppState, id: RunId) -> Result<RunClaim, ApiError> {
    let claim = state.store.begin_claim(runner.confines(), id).await?;
    if !runner.may_claim(claim.run()) {
        return Err(StoreError::NotFound.into());
    }
    refusal::unless_waiting(claim.run())?;
    Ok(claim)
}

async fn hand_over(
    runner: &Runner,
    state: &AppState,
    mut claim: RunClaim,
    key: PublicKey,
    worker_variables: Vec<String>,
) -> Result<ClaimedRun, ApiError> {
    let (run, kid) = (claim.run().item.run_id, key.kid());
    let order = order(runner, state, &mut claim, key, worker_variables).await?;
    let Prepared { resolution, sealed } = order.prepare().await.map_err(refusal::not_sealed)?;
    let Some(Sealed { envelope, variables }) = sealed else {
        let (status, error) = refusal::unmet(&resolution);
        claim.fail(&resolution, &status, &runner.caller.actor()).await?;
        return Err(error);
    };
    let lease_expires_at = runner.lease();
    let handover = Handover {
        resolution: &resolution,
        delivered: variables,
        runner: &runner.as_starter(),
        location: if runner.is_remote() { ExecutionLocation::Remote } else { ExecutionLocation::Local },
        lease_expires_at: &lease_expires_at,
    };
    claim.hand_over(&handover, &runner.caller.actor()).await?;
    Ok(ClaimedRun { run_id: run, workspace_id: state.workspace.id, kid, delivery: envelope, lease_expires_at })
}

/// Everything that decides what the run gets, as it is at this moment.
async fn order(
    runner: &Runner,
    state: &AppState,
    claim: &mut RunClaim,
    key: PublicKey,
    worker_variables: Vec<String>,
) -> Result<Order, ApiError> {
    let confines = runner.confines();
    let (run, trigger) = (claim.run().item.clone(), claim.run().trigger);
    Ok(Order {
        vault: state.vault.clone(),
        workspace: state.workspace.id,
        team: confines.team,
        run,
        trigger,
        inputs: claim.inputs(confines).await?,
        envelopes: claim.envelopes(confines, trigger.user()).await?,
        worker_variables,
        key,
        now: runner.caller.now.to_wire(),
    })
}
