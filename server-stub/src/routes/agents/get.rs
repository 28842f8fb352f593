//! `GET /api/v1/agent/identities/{uid}`: everything about an agent.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use oz_domain::{AgentId, api::Agent};

use super::describe::describe;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, etag},
    state::AppState,
};

/// Shows an agent.
#[utoipa::path(
    get,
    path = "/api/v1/agent/identities/{uid}",
    tag = "agents",
    operation_id = "get_agent",
    params(("uid" = AgentId, Path, description = "The agent's id")),
    responses(
        (status = 200, description = "The agent.", body = Agent, headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<AgentId>,
) -> Result<impl IntoResponse, ApiError> {
    let record = state.store.find_agent(caller.team, id).await?;
    let agent = describe(record, &state.store.secret_names(caller.confines()).await?);
    Ok(([(header::ETAG, etag(agent.version))], Json(agent)))
}
