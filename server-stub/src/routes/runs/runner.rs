//! Who claims runs and tells about them: whoever made a run, by an API key, and runners' keys.

use std::time::Duration;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use oz_domain::{Timestamp, api::ProblemCode};

use crate::{
    caller::{Caller, CallerOrRunner, Who},
    credentials::identify,
    error::ApiError,
    runs,
    state::AppState,
    store::{RunConfines, Starter, StoredRun},
};

/// How long a run waits to hear of its runner.
const LEASE: Duration = Duration::from_secs(90);

/// Somebody who can have runs.
pub(super) struct Runner {
    /// Who it is.
    pub(super) caller: Caller,
    /// The credential.
    headers: HeaderMap,
}

impl Runner {
    /// The same, looked at once more: a key may be deleted, and time goes on, while a request waits for its turn.
    pub(super) async fn identified_again(self, state: &AppState) -> Result<Self, ApiError> {
        let caller = identify(&self.headers, state, self.caller.trace).await?;
        Ok(Self { caller, headers: self.headers })
    }

    /// The runs that it may see.
    pub(super) fn confines(&self) -> RunConfines {
        runs::sight(&self.caller)
    }

    /// Whether it may have this run: its own, or as a runner any.
    pub(super) fn may_claim(&self, run: &StoredRun) -> bool {
        self.is_remote() || run.creator == self.as_starter()
    }

    /// Whether it is a runner's key.
    pub(super) fn is_remote(&self) -> bool {
        matches!(self.caller.who, Who::RunnerKey { .. })
    }

    /// How it is kept.
    pub(super) fn as_starter(&self) -> Starter {
        runs::starter(&self.caller)
    }

    /// The end of a lease that begins now.
    pub(super) fn lease(&self) -> Timestamp {
        self.caller.now.after(LEASE).to_wire()
    }
}

impl FromRequestParts<AppState> for Runner {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let CallerOrRunner(caller) = CallerOrRunner::from_request_parts(parts, state).await?;
        // What a script in the page can ask for is no way to values.
        if matches!(caller.who, Who::Session(..)) {
            let detail = "runs are claimed with an API key, of a person or of a runner; a browser's session can't";
            return Err(ApiError::new(ProblemCode::Forbidden, detail));
        }
        let credential = parts.headers.get(header::AUTHORIZATION).cloned();
        Ok(Self { caller, headers: credential.map(|value| (header::AUTHORIZATION, value)).into_iter().collect() })
    }
}
