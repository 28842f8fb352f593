//! `POST /api/v1/agent/runs/{id}/claim`: a runner takes a run, once, and what the run is given.

use axum::extract::State;
use oz_crypto::PublicKey;
use oz_domain::{
    RunId, SecretId,
    api::{ClaimRun, ClaimedRun, ExecutionLocation},
    resolve::{Resolution, resolve},
};
use tokio::sync::OwnedSemaphorePermit;

use super::{refusal, runner::Runner};
use crate::{
    delivery::{Order, Prepared, Sealed},
    error::ApiError,
    http::{IdPath, Json},
    runs,
    state::AppState,
    store::{Handover, RunClaim, RunInputs, StoreError},
};

/// Claims a run, once, for the runner whose public key comes with the request.
///
/// Decides at this moment which secrets the run gets, keeps the reasons, and answers with them sealed to that key. For
/// whoever made the run, by an API key, and for runners' keys; to everybody else the run isn't there. If something that the run must
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
    let key = refusal::public_key(&body);
    // Taken before the store is held, so that whoever waits for a seat keeps nobody from writing.
    let seat = state.vault.seat().await;
    let (runner, claim) = hold(runner, &state, id).await?;
    let claimed = hand_over(&runner, &state, claim, Asked { seat, key: key?, worker: body.worker_variables }).await;
    // Also when the run has failed by it.
    state.run_events.tell(id, runner.caller.team);
    claimed.map(axum::Json)
}

/// What a runner needs to be given something.
struct Asked {
    seat: OwnedSemaphorePermit,
    key: PublicKey,
    worker: Vec<String>,
}

/// Takes hold of a run that this runner may have and nobody has. From here on nothing changes but by this claim, so who asks
/// and what time it is are looked at here.
async fn hold(runner: Runner, state: &AppState, id: RunId) -> Result<(Runner, RunClaim), ApiError> {
    let claim = state.store.begin_claim(runner.confines(), id).await?;
    let runner = runner.identified_again(state).await?;
    if !runner.may_claim(claim.run()) {
        return Err(StoreError::NotFound.into());
    }
    refusal::unless_waiting(claim.run())?;
    Ok((runner, claim))
}

async fn hand_over(
    runner: &Runner,
    state: &AppState,
    mut claim: RunClaim,
    asked: Asked,
) -> Result<ClaimedRun, ApiError> {
    let (run, kid) = (claim.run().item.run_id, asked.key.kid());
    let inputs = claim.inputs(runner.confines()).await?;
    if let Some((status, error)) = refusal::switched_off(&claim.run().item, &inputs) {
        claim.fail(&Resolution::default(), &status, &runner.caller.actor()).await?;
        return Err(error);
    }
    let Asked { seat, key, worker } = asked;
    let order = order(runner, state, &mut claim, (key, worker), inputs).await?;
    let config = order.run.agent_config.clone();
    let Prepared { resolution, sealed } = order.prepare(seat).await.map_err(refusal::not_sealed)?;
    let Some(Sealed { envelope, variables }) = sealed else {
        let (status, error) = refusal::unmet(&resolution);
        claim.fail(&resolution, &status, &runner.caller.actor()).await?;
        return Err(error);
    };
    let lease_expires_at = runner.lease();
    let handover = Handover {
        config: &config,
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
    (key, worker_variables): (PublicKey, Vec<String>),
    inputs: RunInputs,
) -> Result<Order, ApiError> {
    let (confines, now) = (runner.confines(), runner.caller.now.to_wire());
    let (mut run, trigger) = (claim.run().item.clone(), claim.run().trigger);
    let config = &mut run.agent_config;
    config.harness_auth_secrets = config.harness_auth_secrets.take().or_else(|| inputs.agent_auth.clone());
    // Without values first: opening them only takes away, so no other value is needed.
    let context = runs::context(confines.team, trigger, &run.agent_config, &inputs, &worker_variables, &now);
    let candidates = inputs.candidates();
    let resolution = resolve(&context, &candidates);
    let wanted: Vec<SecretId> = resolution.in_order_of_fitting().into_iter().filter_map(|row| row.id).collect();
    Ok(Order {
        vault: state.vault.clone(),
        workspace: state.workspace.id,
        team: confines.team,
        run,
        trigger,
        envelopes: claim.envelopes(confines, &wanted).await?,
        inputs,
        worker_variables,
        key,
        now,
    })
}
