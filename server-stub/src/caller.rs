//! Who asks. First in every handler's parameters, so that nothing is read for somebody who may not ask.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use oz_domain::{
    ApiKeyId, Owner, TeamId, Timestamp, UserId,
    api::{PersonRef, ProblemCode, Role},
};

use crate::{
    clock::Moment,
    error::ApiError,
    http::{CallerKind, TraceId},
    session_cookie,
    state::AppState,
    store::{Actor, Confines, SessionState},
    token::{TokenHash, looks_like_api_key},
};

/// Who asks, as far as the server knows and believes.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The team that they work in.
    pub team: TeamId,
    /// The words for the team.
    pub team_name: String,
    /// The person; a team's key has none.
    pub person: Option<CallingPerson>,
    /// By what they are known.
    pub credential: Credential,
    /// When that ends.
    pub expires_at: Option<Timestamp>,
    /// When they asked.
    pub now: Moment,
    /// Their request.
    pub trace: TraceId,
}

/// The person who asks, or whose key it is.
#[derive(Debug, Clone)]
pub struct CallingPerson {
    /// Their id.
    pub id: UserId,
    /// Where they are reached.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

/// By what a caller is known.
#[derive(Debug, Clone)]
pub enum Credential {
    /// The browser's cookie.
    Session(TokenHash),
    /// An API key.
    ApiKey {
        /// Its id.
        id: ApiKeyId,
        /// What it is for.
        name: String,
    },
}

impl Caller {
    /// Whose secrets they may know of.
    #[must_use]
    pub fn confines(&self) -> Confines {
        Confines {
            team: self.team,
            user: self.person.as_ref().map(|person| person.id),
        }
    }

    /// Whether they may own secrets as this owner.
    #[must_use]
    pub fn owns_as(&self, owner: Owner) -> bool {
        match owner {
            Owner::Team(team) => team == self.team,
            Owner::User(user) => self.person.as_ref().is_some_and(|person| person.id == user),
        }
    }

    /// The owner that they could have meant instead of this one.
    #[must_use]
    pub fn other_owner(&self, owner: Owner) -> Option<Owner> {
        match owner {
            Owner::Team(_) => self.person.as_ref().map(|person| Owner::User(person.id)),
            Owner::User(_) => Some(Owner::Team(self.team)),
        }
    }

    /// How their changes are signed where people see them.
    #[must_use]
    pub fn signature(&self) -> PersonRef {
        match (&self.person, &self.credential) {
            (Some(person), _) => PersonRef {
                id: Some(person.id),
                label: person.email.clone(),
            },
            (None, Credential::ApiKey { name, .. }) => PersonRef {
                id: None,
                label: name.clone(),
            },
            (None, Credential::Session(_)) => PersonRef {
                id: None,
                label: String::new(),
            },
        }
    }

    /// How their changes are recorded.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let PersonRef { id, label } = self.signature();
        Actor {
            id,
            label,
            team: Some(self.team),
            at: self.now.to_wire(),
            trace_id: self.trace.to_string(),
        }
    }

    /// Whose `Idempotency-Key`s theirs are: the person's, by whatever they are known, or the key's.
    #[must_use]
    pub fn idempotency_owner(&self) -> String {
        match (&self.person, &self.credential) {
            (Some(person), _) => format!("user:{}", person.id),
            (None, Credential::ApiKey { id, .. }) => format!("key:{id}"),
            (None, Credential::Session(hash)) => format!("session:{}", hash.as_str()),
        }
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let trace = TraceId::from_request_parts(parts, state).await?;
        let caller = match parts.headers.get(header::AUTHORIZATION) {
            Some(value) => {
                let key = value.to_str().ok().and_then(bearer).ok_or_else(unknown)?;
                by_key(key, state, trace).await?
            }
            None => match session_cookie::read(&parts.headers) {
                Some(token) => by_session(token, state, trace).await?,
                None => {
                    return Err(ApiError::new(
                        ProblemCode::Unauthenticated,
                        "sign in, or send an API key",
                    ));
                }
            },
        };
        if let Some(kind) = parts.extensions.get::<CallerKind>() {
            kind.set(caller.kind());
        }
        Ok(caller)
    }
}

impl Caller {
    /// The word in the log.
    fn kind(&self) -> &'static str {
        match (&self.credential, &self.person) {
            (Credential::Session(_), _) => "session",
            (Credential::ApiKey { .. }, Some(_)) => "personal_key",
            (Credential::ApiKey { .. }, None) => "team_key",
        }
    }
}

async fn by_session(token: &str, state: &AppState, trace: TraceId) -> Result<Caller, ApiError> {
    let hash = TokenHash::of(token);
    let session = state
        .store
        .find_session(&hash)
        .await?
        .filter(|found| hash.matches(&found.token_hash))
        .ok_or_else(unknown)?;
    let now = state.clock.now();
    let expires_at = match session.state {
        SessionState::SignedOut => {
            return Err(ended(
                ProblemCode::RevokedCredential,
                "this session was signed out",
            ));
        }
        SessionState::Until(end) if end <= now.to_wire() => {
            return Err(ended(
                ProblemCode::ExpiredCredential,
                "this session has ended",
            ));
        }
        SessionState::Until(end) => end,
    };
    Ok(Caller {
        team: session.team,
        team_name: session.team_name,
        person: Some(CallingPerson {
            id: session.person,
            email: session.email,
            role: session.role,
        }),
        credential: Credential::Session(hash),
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
    let stored = state
        .store
        .find_api_key(&hash)
        .await?
        .filter(|found| hash.matches(&found.token_hash))
        .ok_or_else(unknown)?;
    let now = state.clock.now();
    if stored.revoked_at.is_some() {
        return Err(ended(
            ProblemCode::RevokedCredential,
            "this API key was deleted",
        ));
    }
    if stored
        .expires_at
        .as_ref()
        .is_some_and(|end| *end <= now.to_wire())
    {
        return Err(ended(
            ProblemCode::ExpiredCredential,
            "this API key has expired",
        ));
    }
    Ok(Caller {
        team: stored.team,
        team_name: stored.team_name,
        person: stored.holder.map(|holder| CallingPerson {
            id: holder.id,
            email: holder.email,
            role: holder.role,
        }),
        credential: Credential::ApiKey {
            id: stored.id,
            name: stored.name,
        },
        expires_at: stored.expires_at,
        now,
        trace,
    })
}

/// The credentials of `Bearer` (RFC 6750, section 2.1); the scheme's letter case doesn't count.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, credentials) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(credentials.trim())
}

fn unknown() -> ApiError {
    ApiError::new(
        ProblemCode::InvalidCredential,
        "this key or session is not known here",
    )
}

fn ended(code: ProblemCode, what: &str) -> ApiError {
    ApiError::new(code, format!("{what}; sign in again or use another key"))
}
