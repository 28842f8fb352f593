//! `PUT /api/v1/agent/identities/{uid}`: some of what people set about an agent, anew.

use axum::{extract::State, http::header, response::IntoResponse};
use oz_domain::{
    AgentId,
    api::{Agent, Clearable, ProblemCode, UpdateAgent},
};

use super::{describe::describe, refusal};
use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdPath, Json, MayMatch, etag},
    routes::choices::{self, Choices},
    state::AppState,
    store::AgentChange,
};

/// Changes an agent: what is absent or `null` stays, and an empty text, list or object clears. With `If-Match`, only in
/// the version looked at. Runs that were claimed before keep what they got.
#[utoipa::path(
    put,
    path = "/api/v1/agent/identities/{uid}",
    tag = "agents",
    operation_id = "update_agent",
    params(
        ("uid" = AgentId, Path, description = "The agent's id"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the version looked at"),
    ),
    request_body = UpdateAgent,
    responses(
        (status = 200, description = "The agent as it is now.", body = Agent,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<AgentId>,
    MayMatch(version): MayMatch,
    Json { body, .. }: Json<UpdateAgent>,
) -> Result<impl IntoResponse, ApiError> {
    caller.refuse_agents()?;
    state.store.find_agent(caller.team, id).await?;
    check(&caller, &state, &body).await?;
    let after = match state.store.update_agent(caller.team, id, version, body, &caller.actor()).await? {
        AgentChange::Done(record) => *record,
        AgentChange::Refused(rule) => return Err(refusal::contradiction(rule)),
    };
    let agent = describe(after, &state.store.secret_names(caller.confines()).await?);
    Ok(([(header::ETAG, etag(agent.version))], axum::Json(agent)))
}

async fn check(caller: &Caller, state: &AppState, change: &UpdateAgent) -> Result<(), ApiError> {
    if change.secrets.is_some() && change.secrets_declared == Some(false) {
        let message = "a list of secrets is declared; leave out one of `secrets` and `secrets_declared`";
        return Err(ApiError::field(ProblemCode::Invalid, "/secrets_declared", "contradiction", message));
    }
    refusal::lengths(&change.excesses())?;
    let environment = change.environment_id.and_then(Clearable::into_option).map(|id| id.to_string());
    let chosen =
        Choices { environment: environment.as_deref(), auth: change.harness_auth_secrets.as_ref(), within: "" };
    choices::check(&state.store, caller, chosen).await
}
