//! `GET /api/v1/agent/environments/{uid}`: everything about an environment.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use oz_domain::{EnvironmentId, api::Environment};

use super::describe::Surroundings;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, etag},
    state::AppState,
};

/// Shows an environment.
#[utoipa::path(
    get,
    path = "/api/v1/agent/environments/{uid}",
    tag = "environments",
    operation_id = "get_environment",
    params(("uid" = EnvironmentId, Path, description = "The environment's id")),
    responses(
        (status = 200, description = "The environment.", body = Environment,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<EnvironmentId>,
) -> Result<impl IntoResponse, ApiError> {
    let record = state.store.find_environment(caller.team, id).await?;
    let environment = Surroundings::look(&state.store, caller.confines(), Some(id)).await?.describe(record);
    Ok(([(header::ETAG, etag(environment.version))], Json(environment)))
}
