//! `POST /api/v1/agent/runs/{id}/lease`: a run's runner is still there.

use axum::{Json, extract::State};
use oz_domain::{RunId, api::LeaseRenewed};

use super::runner::Runner;
use crate::{error::ApiError, http::IdPath, state::AppState};

/// Renews the lease of a run that the caller has claimed, and says where the run stands.
///
/// Every 30 seconds is often enough. A run that was cancelled or given up says so, and has no lease any more: then the
/// runner stops the agent.
#[utoipa::path(
    post,
    path = "/api/v1/agent/runs/{id}/lease",
    tag = "runners",
    operation_id = "renew_lease",
    params(("id" = oz_domain::RunId, Path, description = "The run's id")),
    responses((status = 200, description = "Where the run stands.", body = LeaseRenewed))
)]
pub(super) async fn handler(
    runner: Runner,
    State(state): State<AppState>,
    IdPath(id): IdPath<RunId>,
) -> Result<Json<LeaseRenewed>, ApiError> {
    let lease = runner.lease();
    let stands = state.store.renew_lease(runner.confines(), id, &runner.as_starter(), &lease).await?;
    Ok(Json(LeaseRenewed { state: stands, lease_expires_at: (!stands.is_end()).then_some(lease) }))
}
