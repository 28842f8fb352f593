//! `GET /api/v1/session`: who am I.

use axum::{Json, extract::State};
use oz_domain::api::Session;

use super::who;
use crate::{caller::Caller, state::AppState};

/// Who is signed in, or whose key it is.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "session",
    operation_id = "get_session",
    responses((status = 200, description = "The caller.", body = Session))
)]
pub(super) async fn handler(caller: Caller, State(state): State<AppState>) -> Json<Session> {
    Json(who::describe(caller, &state.workspace))
}
