//! What ties a request to its lines in the log.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{error::ApiError, random};

/// Names one request, in the answer and in the log: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TraceId(Arc<str>);

impl TraceId {
    /// A new one.
    #[must_use]
    pub(crate) fn generate() -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(random::bytes())).into())
    }

    /// The digits.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for TraceId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let found = parts.extensions.get::<Self>().cloned();
        found.ok_or_else(|| ApiError::internal(&"a request without a trace id"))
    }
}

/// What kind of caller it was, for the log: filled in by whoever finds out.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallerKind(Arc<OnceLock<&'static str>>);

impl CallerKind {
    /// Says what kind it is, once.
    pub(crate) fn set(&self, kind: &'static str) {
        // A second answer to the same question would be the same.
        let _ = self.0.set(kind);
    }

    /// The kind, `none` for a caller who wasn't asked.
    #[must_use]
    pub(crate) fn get(&self) -> &'static str {
        self.0.get().copied().unwrap_or("none")
    }
}
