//! `POST /api/v1/secrets`: a new secret, sealed by the client.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use oz_domain::{
    OptionalParts,
    api::{CreateSecret, ProblemCode, SecretSummary, paths},
};

use super::{
    fields,
    refusal::{self, With},
};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json, Replay, again, etag},
    state::AppState,
    store::{NewSecret, StoreError},
    vault::Claim,
};

/// Creates a secret.
///
/// The server opens the value once, to refuse at once what no run could use, and discards it. With an
/// `Idempotency-Key`, the same request within 24 hours gets the same answer and creates nothing more.
#[utoipa::path(
    post,
    path = "/api/v1/secrets",
    tag = "secrets",
    operation_id = "create_secret",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters")),
    request_body = CreateSecret,
    responses(
        (status = 201, description = "Created.", body = SecretSummary,
            headers(("etag" = String, description = "Its version"), ("location" = String, description = "Its path"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    key: IdempotencyKey,
    Json { body, hash }: Json<CreateSecret>,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let replay = Replay::of(&caller, key, hash, StatusCode::CREATED);
    if let Some(before) = replay.before(&state.store).await? {
        return located(before, &body);
    }

    fields::check(&caller, &body)?;
    let optional_parts = check_value(&caller, &state, &body).await?;

    let summary = summary(&caller, &body, optional_parts);
    let (tag, answer, envelope) = (etag(summary.version), to_json(&summary)?, to_json(&body.envelope)?);
    let new = NewSecret { summary: &summary, envelope: &envelope };
    match state.store.insert_secret(new, replay.remember(&tag, &answer).as_ref(), &caller.actor()).await {
        Ok(None) => located(replay.first(&tag, answer), &body),
        Ok(Some(before)) => located(again(before), &body),
        Err(StoreError::NameTaken { id, name }) => Err(name_taken(&body.name, &id, &name)),
        Err(error) => Err(error.into()),
    }
}

async fn check_value(caller: &Caller, state: &AppState, request: &CreateSecret) -> Result<OptionalParts, ApiError> {
    let claim = Claim {
        id: request.id,
        owner: request.owner,
        other_owner: caller.other_owner(request.owner),
        name: &request.name,
        secret_type: request.secret_type,
        revision: request.revision,
    };
    let checked = state.vault.check_aside(&claim, &request.envelope).await;
    checked.map_err(|refused| refusal::explain(refused, With::Create))
}

fn summary(caller: &Caller, request: &CreateSecret, optional_parts: OptionalParts) -> SecretSummary {
    let (now, by) = (caller.now.to_wire(), caller.signature());
    SecretSummary {
        id: request.id,
        name: request.name.clone(),
        secret_type: request.secret_type,
        owner: request.owner,
        description: request.description.clone(),
        expires_at: request.expires_at.clone(),
        revision: request.revision,
        version: 1,
        optional_parts,
        enabled: true,
        kid: request.envelope.kid(),
        created_at: now.clone(),
        created_by: by.clone(),
        updated_at: now.clone(),
        updated_by: by,
        value_set_at: now,
    }
}

fn located(mut response: Response, request: &CreateSecret) -> Result<Response, ApiError> {
    let path = HeaderValue::from_str(&paths::secret(request.id)).map_err(|error| ApiError::internal(&error))?;
    response.headers_mut().insert(header::LOCATION, path);
    Ok(response)
}

/// Names are unique for their owner, letter case aside. The caller may know of the one that is there: it is theirs.
fn name_taken(wanted: &str, id: &str, present: &str) -> ApiError {
    if wanted == present {
        let message =
            format!("`{present}` is there already, as secret {id}; replace its value, or choose another name");
        return ApiError::field(ProblemCode::NameTaken, "/name", "name_taken", message);
    }
    let message =
        format!("`{present}` is there already, as secret {id}, and differs only in letter case; choose another name");
    ApiError::field(ProblemCode::NameDiffersByCase, "/name", "name_differs_by_case", message)
}

fn to_json(value: &impl serde::Serialize) -> Result<String, ApiError> {
    serde_json::to_string(value).map_err(|error| ApiError::internal(&error))
}
