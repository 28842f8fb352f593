//! `PUT /api/v1/secrets/{id}/value`: a new value in place of the old one.

use axum::{extract::State, http::header, response::IntoResponse};
use oz_domain::{
    OptionalParts, SecretId,
    api::{ProblemCode, ReplaceValue, SecretSummary},
};

use super::refusal::{self, With};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, IfMatch, Json, etag},
    state::AppState,
    store::{NewValue, StoreError},
    vault::Claim,
};

/// Replaces a secret's value. The next run gets the new one.
#[utoipa::path(
    put,
    path = "/api/v1/secrets/{id}/value",
    tag = "secrets",
    operation_id = "replace_secret_value",
    params(
        ("id" = SecretId, Path, description = "The secret's id"),
        ("If-Match" = String, Header, description = "The `ETag` of the version looked at"),
    ),
    request_body = ReplaceValue,
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
    Json { body, .. }: Json<ReplaceValue>,
) -> Result<impl IntoResponse, ApiError> {
    caller.refuse_agents()?;
    let present = state.store.find_secret(caller.confines(), id).await?;
    if present.version != version {
        return Err(StoreError::Stale.into());
    }
    let optional_parts = check_value(&caller, &state, &present, &body).await?;
    let envelope = serde_json::to_string(&body.envelope).map_err(|error| ApiError::internal(&error))?;
    let value = NewValue {
        revision: body.revision,
        kid: body.envelope.kid(),
        optional_parts: &optional_parts,
        envelope: &envelope,
    };
    let after = state.store.replace_value(caller.confines(), id, version, value, &caller.actor()).await?;
    Ok(([(header::ETAG, etag(after.version))], axum::Json(after)))
}

async fn check_value(
    caller: &Caller,
    state: &AppState,
    present: &SecretSummary,
    request: &ReplaceValue,
) -> Result<OptionalParts, ApiError> {
    if request.revision.checked_sub(1) != Some(present.revision) {
        let message = format!("the next revision of this secret is {}", present.revision + 1);
        return Err(ApiError::field(ProblemCode::Invalid, "/revision", "revision_not_next", message));
    }
    let claim = Claim {
        id: present.id,
        owner: present.owner,
        other_owner: caller.other_owner(present.owner),
        name: &present.name,
        secret_type: present.secret_type,
        revision: request.revision,
    };
    let checked = state.vault.check_aside(&claim, &request.envelope).await;
    checked.map_err(|refused| refusal::explain(refused, With::Replace))
}
