//! `POST /api/v1/session`: trades the token of a sign-in link for a session.

use std::time::Duration;

use axum::{
    extract::State,
    http::header,
    response::{AppendHeaders, IntoResponse},
};
use oz_domain::api::{ProblemCode, Session, SignIn};
use zeroize::Zeroizing;

use super::who;
use crate::{
    credentials::in_session,
    error::ApiError,
    http::{Json, TraceId},
    session_cookie,
    state::AppState,
    store::NewSession,
    token::{PlainToken, TokenHash},
};

/// How long a session lasts. It doesn't grow with use: whoever finds an open browser has it for a day at most.
const LIFETIME: Duration = Duration::from_hours(12);
/// How long an ended session is remembered, so that its user is told that it ended.
const MEMORY: Duration = Duration::from_hours(30 * 24);

/// Signs in with the one-time token of a sign-in link, and sets the session cookie.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    operation_id = "sign_in",
    security(()),
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in for 12 hours.", body = Session,
            headers(("set-cookie" = String, description = "`__Host-oz_session`"))),
    )
)]
pub(super) async fn handler(
    trace: TraceId,
    State(state): State<AppState>,
    Json { body, .. }: Json<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let now = state.clock.now();
    let (link, token) = (TokenHash::of(&Zeroizing::new(body.token)), PlainToken::generate());
    let (begins, ends) = (now.to_wire(), now.after(LIFETIME).to_wire());
    let hash = token.hash();
    let new = NewSession { link: &link, token: &hash, now: &begins, expires_at: &ends, trace_id: trace.as_str() };
    if !state.store.sign_in(&new).await? {
        return Err(ApiError::new(
            ProblemCode::SignInLinkSpent,
            "this sign-in link is unknown, was used, or is older than 15 minutes; ask for a new one",
        ));
    }
    state.store.prune_sessions(&now.before(MEMORY).to_wire()).await?;
    let session =
        state.store.find_session(&hash).await?.ok_or_else(|| ApiError::internal(&"the new session is gone"))?;
    let caller = in_session(session, hash, now, trace)?;
    let cookie = AppendHeaders([(header::SET_COOKIE, session_cookie::keep(&token, LIFETIME.as_secs()))]);
    Ok((cookie, axum::Json(who::describe(caller, &state.workspace))))
}
