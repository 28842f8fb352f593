//! `PATCH /api/v1/secrets/{id}`: what a secret is for, and whether runs may get it.

use axum::{extract::State, http::header, response::IntoResponse};
use oz_domain::{
    SecretId,
    api::{ConfirmDelete, Expiry, ProblemCode, SecretSummary, UpdateSecret},
};

use super::fields;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, IfMatch, Json, Query, etag},
    state::AppState,
    store::{Change, StoreError},
};

/// Changes a secret's description and when it expires, enables or disables it. Its name, type and owner never change. What something needs is
/// disabled only with `confirm=true`.
#[utoipa::path(
    patch,
    path = "/api/v1/secrets/{id}",
    tag = "secrets",
    operation_id = "update_secret",
    params(
        ("id" = SecretId, Path, description = "The secret's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the version looked at"),
        ConfirmDelete,
    ),
    request_body = UpdateSecret,
    responses(
        (status = 200, description = "The secret as it is now.", body = SecretSummary,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<SecretId>,
    IfMatch(version): IfMatch,
    Query(ConfirmDelete { confirm }): Query<ConfirmDelete>,
    Json { body, .. }: Json<UpdateSecret>,
) -> Result<impl IntoResponse, ApiError> {
    caller.refuse_agents()?;
    let present = state.store.find_secret(caller.confines(), id).await?;
    if present.version != version {
        return Err(StoreError::Stale.into());
    }
    let end = body.expires_at.as_ref().and_then(Expiry::time).filter(|end| present.expires_at.as_ref() != Some(end));
    if let Some(problem) = end.and_then(|end| fields::over(end, caller.now)) {
        return Err(ApiError::fields(ProblemCode::Invalid, vec![problem]));
    }
    let after = if changes(&body, &present) {
        let change = Change { description: body.description, enabled: body.enabled, expires_at: body.expires_at };
        state.store.update_secret(caller.confines(), id, version, &change, confirm.into(), &caller.actor()).await?
    } else {
        present
    };
    Ok(([(header::ETAG, etag(after.version))], axum::Json(after)))
}

/// A request that asks for what is so already makes no new version.
fn changes(request: &UpdateSecret, present: &SecretSummary) -> bool {
    request.description.as_ref().is_some_and(|description| *description != present.description)
        || request.enabled.is_some_and(|enabled| enabled != present.enabled)
        || request.expires_at.as_ref().is_some_and(|expiry| expiry.time() != present.expires_at.as_ref())
}
