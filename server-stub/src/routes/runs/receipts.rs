//! `POST /api/v1/agent/runs/{id}/receipts`: what a run's runner says about it.

use axum::extract::State;
use oz_domain::{
    RunId,
    api::{LeaseRenewed, ProblemCode, Receipt},
};

use super::runner::Runner;
use crate::{
    error::ApiError,
    http::{IdPath, Json},
    state::AppState,
    store::Told,
};

const LONGEST_MESSAGE: usize = 1000;

/// Takes what the runner says: how many variables arrived, that the agent works, how it ended.
///
/// In this order, and an end at any time; the same receipt twice changes nothing, but renews the lease as each does.
#[utoipa::path(
    post,
    path = "/api/v1/agent/runs/{id}/receipts",
    tag = "runners",
    operation_id = "add_receipt",
    params(("id" = oz_domain::RunId, Path, description = "The run's id")),
    request_body = Receipt,
    responses((status = 200, description = "Where the run stands.", body = LeaseRenewed))
)]
pub(super) async fn handler(
    runner: Runner,
    State(state): State<AppState>,
    IdPath(id): IdPath<RunId>,
    Json { body, .. }: Json<Receipt>,
) -> Result<axum::Json<LeaseRenewed>, ApiError> {
    check(&body)?;
    let lease = runner.lease();
    let actor = runner.caller.actor();
    let told = state.store.receive_receipt(runner.confines(), id, &runner.as_starter(), &body, &lease, &actor).await?;
    if let Told::News(run) = &told {
        state.run_events.tell(id, run.team);
    }
    let stands = told.run().item.state;
    Ok(axum::Json(LeaseRenewed { state: stands, lease_expires_at: (!stands.is_end()).then_some(lease) }))
}

fn check(receipt: &Receipt) -> Result<(), ApiError> {
    let Receipt::Ended { message: Some(message), .. } = receipt else {
        return Ok(());
    };
    if message.chars().count() <= LONGEST_MESSAGE && !message.contains('\0') {
        return Ok(());
    }
    let rule = "a message has at most 1,000 characters, and no NUL character";
    Err(ApiError::field(ProblemCode::Invalid, "/message", "message_too_long", rule))
}
