//! `DELETE /api/v1/secrets/{id}`: ends a secret and its value.

use axum::{extract::State, http::StatusCode};

use oz_domain::{SecretId, api::ConfirmDelete};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, IfMatch, Query},
    state::AppState,
};

/// Deletes a secret. Its name is free again; what names it keeps naming it, and gets the next secret of this name.
#[utoipa::path(
    delete,
    path = "/api/v1/secrets/{id}",
    tag = "secrets",
    operation_id = "delete_secret",
    params(
        ("id" = SecretId, Path, description = "The secret's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the version looked at"),
        ConfirmDelete,
    ),
    responses((status = 204, description = "Deleted."))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<SecretId>,
    IfMatch(version): IfMatch,
    Query(ConfirmDelete { confirm }): Query<ConfirmDelete>,
) -> Result<StatusCode, ApiError> {
    caller.refuse_agents()?;
    state.store.remove_secret(caller.confines(), id, version, confirm.into(), &caller.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
