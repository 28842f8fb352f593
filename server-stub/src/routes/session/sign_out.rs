//! `DELETE /api/v1/session`: ends the session.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use oz_domain::api::ProblemCode;

use crate::{
    caller::{Caller, Who},
    error::ApiError,
    session_cookie,
    state::AppState,
};

/// Signs out: the cookie is worth nothing from then on.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    operation_id = "sign_out",
    responses((status = 204, description = "Signed out."))
)]
pub(super) async fn handler(caller: Caller, State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let Who::Session(_, token) = &caller.who else {
        return Err(ApiError::new(ProblemCode::Forbidden, "an API key has no session to end; delete the key instead"));
    };
    state.store.sign_out(token, &caller.actor()).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, session_cookie::forget())])))
}
