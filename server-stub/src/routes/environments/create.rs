//! `POST /api/v1/agent/environments`: a new environment of the team.

use axum::{extract::State, http::StatusCode, response::Response};
use oz_domain::{
    EnvironmentId,
    api::{Environment, EnvironmentConfig},
};

use super::{describe::Surroundings, refusal};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json, Replay, again, etag},
    random::NewId,
    state::AppState,
    store::EnvironmentRecord,
};

/// Creates an environment.
///
/// Its secrets are references by name, to secrets that may come later. With an `Idempotency-Key`, the same request within
/// 24 hours gets the same answer and creates nothing more.
#[utoipa::path(
    post,
    path = "/api/v1/agent/environments",
    tag = "environments",
    operation_id = "create_environment",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters")),
    request_body = EnvironmentConfig,
    responses(
        (status = 201, description = "Created.", body = Environment,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    key: IdempotencyKey,
    Json { body, hash }: Json<EnvironmentConfig>,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let replay = Replay::of(&caller, key, hash, StatusCode::CREATED);
    if let Some(before) = replay.before(&state.store).await? {
        return Ok(before);
    }
    let new = record(&caller, body);
    let environment = Surroundings::look(&state.store, caller.confines(), Some(new.id)).await?.describe(new.clone());
    let tag = etag(environment.version);
    let answer = serde_json::to_string(&environment).map_err(|error| ApiError::internal(&error))?;
    match state.store.insert_environment(&new, replay.remember(&tag, &answer).as_ref(), &caller.actor()).await {
        Ok(None) => Ok(replay.first(&tag, answer)),
        Ok(Some(before)) => Ok(again(before)),
        Err(error) => Err(refusal::explain(error, &new.config)),
    }
}

fn record(caller: &Caller, config: EnvironmentConfig) -> EnvironmentRecord {
    let (now, by) = (caller.now.to_wire(), caller.signature());
    EnvironmentRecord {
        id: EnvironmentId::generate(caller.now),
        team: caller.team,
        config,
        version: 1,
        created_at: now.clone(),
        created_by: by.clone(),
        updated_at: now,
        updated_by: by,
    }
}
