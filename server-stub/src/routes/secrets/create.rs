//! `POST /api/v1/secrets`: a new secret, sealed by the client.

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use oz_domain::api::{CreateSecret, ProblemCode, SecretSummary, paths};

use super::{
    fields,
    refusal::{self, With},
};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json, etag},
    state::AppState,
    store::{NewSecret, Remember, Remembered, StoreError},
    vault::Claim,
};

/// How long a repeated request is answered as the first was.
const MEMORY: Duration = Duration::from_hours(24);
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

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
    IdempotencyKey(key): IdempotencyKey,
    Json { body, hash }: Json<CreateSecret>,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let (owner, forget_before) = (caller.idempotency_owner(), caller.now.before(MEMORY).to_wire());
    let mut remember = key.as_deref().map(|key| Remember {
        caller: &owner,
        key,
        request_hash: &hash,
        status: StatusCode::CREATED.as_u16(),
        etag: "",
        body: "",
        forget_before: &forget_before,
    });
    if let Some(remember) = &remember
        && let Some(before) = state.store.find_remembered(remember).await?
    {
        return Ok(replay(before, &body));
    }

    fields::check(&caller, &body)?;
    check_value(&caller, &state, &body)?;

    let summary = summary(&caller, &body);
    let (tag, answer) = (etag(summary.version), to_json(&summary)?);
    if let Some(remember) = &mut remember {
        (remember.etag, remember.body) = (&tag, &answer);
    }
    let envelope = to_json(&body.envelope)?;
    let new = NewSecret { summary: &summary, envelope: &envelope };
    match state.store.insert_secret(new, remember.as_ref(), &caller.actor()).await {
        Ok(None) => Ok(created(StatusCode::CREATED, &tag, answer, &body)),
        Ok(Some(before)) => Ok(replay(before, &body)),
        Err(StoreError::NameTaken { id, name }) => Err(name_taken(&body.name, &id, &name)),
        Err(error) => Err(error.into()),
    }
}

fn check_value(caller: &Caller, state: &AppState, request: &CreateSecret) -> Result<(), ApiError> {
    let claim = Claim {
        id: request.id,
        owner: request.owner,
        other_owner: caller.other_owner(request.owner),
        name: &request.name,
        secret_type: request.secret_type,
        revision: request.revision,
    };
    state.vault.check(&claim, &request.envelope).map_err(|refused| refusal::explain(refused, With::Create))
}

fn summary(caller: &Caller, request: &CreateSecret) -> SecretSummary {
    let (now, by) = (caller.now.to_wire(), caller.signature());
    SecretSummary {
        id: request.id,
        name: request.name.clone(),
        secret_type: request.secret_type,
        owner: request.owner,
        description: request.description.clone(),
        revision: request.revision,
        version: 1,
        enabled: true,
        kid: request.envelope.kid(),
        created_at: now.clone(),
        created_by: by.clone(),
        updated_at: now.clone(),
        updated_by: by,
        value_set_at: now,
    }
}

fn created(status: StatusCode, tag: &str, answer: String, request: &CreateSecret) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::ETAG, tag),
        (header::LOCATION, &paths::secret(request.id)),
    ];
    (status, headers, answer).into_response()
}

fn replay(before: Remembered, request: &CreateSecret) -> Response {
    let status = StatusCode::from_u16(before.status).unwrap_or(StatusCode::CREATED);
    let mut response = created(status, &before.etag, before.body, request);
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
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
