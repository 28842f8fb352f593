//! `DELETE /api/v1/secrets/{id}`: ends a secret and its value.

use axum::{extract::State, http::StatusCode};

use oz_domain::SecretId;

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, IfMatch},
    state::AppState,
};

/// Deletes a secret. Its name is free again.
#[utoipa::path(
    delete,
    path = "/api/v1/secrets/{id}",
    tag = "secrets",
    operation_id = "delete_secret",
    params(
        ("id" = SecretId, Path, description = "The secret's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the version looked at"),
    ),
    responses((status = 204, description = "Deleted."))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<SecretId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    caller.refuse_agents()?;
    state.store.remove_secret(caller.confines(), id, version, &caller.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
