//! `POST /api/v1/agent/identities`: a new agent of the team.

use axum::{extract::State, http::StatusCode, response::Response};
use oz_domain::{
    AgentId,
    api::{Agent, CreateAgent},
};

use super::{describe::describe, refusal};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json, Replay, again, etag},
    random::NewId,
    routes::choices::{self, Choices},
    state::AppState,
    store::AgentRecord,
};

/// Creates an agent.
///
/// Its secrets are references by name, to secrets that may come later. With an `Idempotency-Key`, the same request within
/// 24 hours gets the same answer and creates nothing more.
#[utoipa::path(
    post,
    path = "/api/v1/agent/identities",
    tag = "agents",
    operation_id = "create_agent",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters")),
    request_body = CreateAgent,
    responses(
        (status = 201, description = "Created.", body = Agent,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    key: IdempotencyKey,
    Json { body, hash }: Json<CreateAgent>,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let replay = Replay::of(&caller, key, hash, StatusCode::CREATED);
    if let Some(before) = replay.before(&state.store).await? {
        return Ok(before);
    }
    refusal::lengths(&body.excesses())?;
    let config = body.settled().map_err(refusal::contradiction)?;
    let environment = config.environment_id.map(|id| id.to_string());
    let chosen =
        Choices { environment: environment.as_deref(), auth: config.harness_auth_secrets.as_ref(), within: "" };
    choices::check(&state.store, &caller, chosen).await?;

    let new = record(&caller, config);
    let agent = describe(new.clone(), &state.store.secret_names(caller.confines()).await?);
    let tag = etag(agent.version);
    let answer = serde_json::to_string(&agent).map_err(|error| ApiError::internal(&error))?;
    let kept = state.store.insert_agent(&new, replay.remember(&tag, &answer).as_ref(), &caller.actor()).await?;
    Ok(kept.map_or_else(|| replay.first(&tag, answer), again))
}

fn record(caller: &Caller, config: CreateAgent) -> AgentRecord {
    let (now, by) = (caller.now.to_wire(), caller.signature());
    AgentRecord {
        id: AgentId::generate(caller.now),
        team: caller.team,
        config,
        version: 1,
        created_at: now.clone(),
        created_by: by.clone(),
        updated_at: now,
        updated_by: by,
    }
}
