//! `PUT /api/v1/agent/environments/{uid}`: everything that people set about an environment, anew.

use axum::{extract::State, http::header, response::IntoResponse};
use oz_domain::{
    EnvironmentId,
    api::{Environment, EnvironmentConfig},
};

use super::{describe::Surroundings, refusal};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, IfMatch, Json, etag},
    state::AppState,
};

/// Sets everything about an environment: what is absent is none. Runs that were claimed before keep what they got.
#[utoipa::path(
    put,
    path = "/api/v1/agent/environments/{uid}",
    tag = "environments",
    operation_id = "update_environment",
    params(
        ("uid" = EnvironmentId, Path, description = "The environment's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the version looked at"),
    ),
    request_body = EnvironmentConfig,
    responses(
        (status = 200, description = "The environment as it is now.", body = Environment,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<EnvironmentId>,
    IfMatch(version): IfMatch,
    Json { body, .. }: Json<EnvironmentConfig>,
) -> Result<impl IntoResponse, ApiError> {
    caller.refuse_agents()?;
    let updated = state.store.update_environment(caller.team, id, version, body.clone(), &caller.actor()).await;
    let record = updated.map_err(|error| refusal::explain(error, &body))?;
    let environment = Surroundings::look(&state.store, caller.confines(), Some(id)).await?.describe(record);
    Ok(([(header::ETAG, etag(environment.version))], axum::Json(environment)))
}
