//! `GET /api/v1/secrets/{id}`: everything about a secret but its value.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use oz_domain::{SecretId, api::SecretSummary};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, etag},
    state::AppState,
};

/// Shows a secret, without its value.
#[utoipa::path(
    get,
    path = "/api/v1/secrets/{id}",
    tag = "secrets",
    operation_id = "get_secret",
    params(("id" = SecretId, Path, description = "The secret's id")),
    responses(
        (status = 200, description = "The secret.", body = SecretSummary,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<SecretId>,
) -> Result<impl IntoResponse, ApiError> {
    let secret = state.store.find_secret(caller.confines(), id).await?;
    Ok(([(header::ETAG, etag(secret.version))], Json(secret)))
}
