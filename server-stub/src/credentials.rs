//! Finds out who asks, by the API key or the cookie of a request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use oz_domain::api::ProblemCode;

use crate::{
    caller::{Caller, CallerOrRunner, CallingPerson, Who},
    clock::Moment,
    error::ApiError,
    http::{CallerKind, TraceId},
    session_cookie,
    state::AppState,
    store::{KeyHolder, SessionState, StoredSession},
    token::{TokenHash, looks_like_api_key},
};

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let CallerOrRunner(caller) = CallerOrRunner::from_request_parts(parts, state).await?;
        if matches!(caller.who, Who::RunnerKey { .. }) { Err(Self::only_runs()) } else { Ok(caller) }
    }
}

impl FromRequestParts<AppState> for CallerOrRunner {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let trace = TraceId::from_request_parts(parts, state).await?;
        let caller = identify(&parts.headers, state, trace).await?;
        if let Some(kind) = parts.extensions.get::<CallerKind>() {
            kind.set(caller.kind());
        }
        Ok(Self(caller))
    }
}

/// Who asks, by the credential among a request's headers.
pub(crate) async fn identify(headers: &HeaderMap, state: &AppState, trace: TraceId) -> Result<Caller, ApiError> {
    match headers.get(header::AUTHORIZATION) {
        Some(value) => {
            let key = value.to_str().ok().and_then(bearer).ok_or_else(unknown)?;
            by_key(key, state, trace).await
        }
        None => match session_cookie::read(headers) {
            Some(token) => by_session(token, state, trace).await,
            None => Err(nobody()),
        },
    }
}

async fn by_session(token: &str, state: &AppState, trace: TraceId) -> Result<Caller, ApiError> {
    let hash = TokenHash::of(token);
    let found = state.store.find_session(&hash).await?;
    let session = found.filter(|found| hash.matches(&found.token_hash)).ok_or_else(unknown)?;
    in_session(session, hash, state.clock.now(), trace)
}

/// The caller whom a session stands for.
pub(crate) fn in_session(
    session: StoredSession,
    hash: TokenHash,
    now: Moment,
    trace: TraceId,
) -> Result<Caller, ApiError> {
    let expires_at = match session.state {
        SessionState::SignedOut => return Err(revoked("this session was signed out")),
        SessionState::Until(end) if end <= now.to_wire() => {
            return Err(expired("this session has ended"));
        }
        SessionState::Until(end) => end,
    };
    let person = CallingPerson { id: session.person, email: session.email, role: session.role };
    Ok(Caller {
        team: session.team,
        team_name: session.team_name,
        who: Who::Session(person, hash),
        expires_at: Some(expires_at),
        now,
        trace,
    })
}

async fn by_key(key: &str, state: &AppState, trace: TraceId) -> Result<Caller, ApiError> {
    if !looks_like_api_key(key) {
        return Err(unknown());
    }
    let hash = TokenHash::of(key);
    let found = state.store.find_api_key(&hash).await?;
    let stored = found.filter(|found| hash.matches(&found.token_hash)).ok_or_else(unknown)?;
    let now = state.clock.now();
    if stored.revoked_at.is_some() {
        return Err(key_deleted());
    }
    if stored.expires_at.as_ref().is_some_and(|end| *end <= now.to_wire()) {
        return Err(expired("this API key has expired"));
    }
    let who = match stored.holder {
        KeyHolder::Person { id, email, role } => Who::PersonalKey(CallingPerson { id, email, role }, stored.id),
        KeyHolder::Agent { id, name } => Who::AgentKey { id: stored.id, agent: id, name },
        KeyHolder::Runner => Who::RunnerKey { id: stored.id, name: stored.name },
        KeyHolder::Team => Who::TeamKey { id: stored.id, name: stored.name },
    };
    Ok(Caller { team: stored.team, team_name: stored.team_name, who, expires_at: stored.expires_at, now, trace })
}

/// The credentials of `Bearer` (RFC 6750, section 2.1); the scheme's letter case doesn't count.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, credentials) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credentials.trim())
}

fn nobody() -> ApiError {
    ApiError::new(ProblemCode::Unauthenticated, "sign in, or send an API key in `Authorization: Bearer`")
}

fn unknown() -> ApiError {
    ApiError::new(
        ProblemCode::InvalidCredential,
        "this key or session is not known here; sign in again or use another key",
    )
}

fn expired(what: &str) -> ApiError {
    ApiError::new(ProblemCode::ExpiredCredential, format!("{what}; sign in again or use another key"))
}

/// What is said of a deleted key.
pub(crate) fn key_deleted() -> ApiError {
    revoked("this API key was deleted")
}

fn revoked(what: &str) -> ApiError {
    ApiError::new(ProblemCode::RevokedCredential, format!("{what}; sign in again or use another key"))
}
