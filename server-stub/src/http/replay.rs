//! Creations that can be repeated: with the same `Idempotency-Key`, the same request is answered as it was before.

use std::time::Duration;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use oz_domain::Timestamp;

use super::IdempotencyKey;
use crate::{
    caller::Caller,
    error::ApiError,
    store::{Remember, Remembered, Store},
};

/// How long a repeated request is answered as the first was.
const MEMORY: Duration = Duration::from_hours(24);
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// A creation that may be a repetition.
pub(crate) struct Replay {
    owner: String,
    key: Option<String>,
    request_hash: String,
    status: StatusCode,
    forget_before: Timestamp,
}

impl Replay {
    /// Of a request whose body has this hash, and which is answered with this status.
    pub(crate) fn of(caller: &Caller, key: IdempotencyKey, request_hash: String, status: StatusCode) -> Self {
        Self {
            owner: caller.idempotency_owner(),
            key: key.0,
            request_hash,
            status,
            forget_before: caller.now.before(MEMORY).to_wire(),
        }
    }

    /// What was answered before, if this is a repetition.
    pub(crate) async fn before(&self, store: &Store) -> Result<Option<Response>, ApiError> {
        let Some(remember) = self.remember("", "") else {
            return Ok(None);
        };
        Ok(store.find_remembered(&remember).await?.map(again))
    }

    /// What to remember, if the request has a key.
    pub(crate) fn remember<'a>(&'a self, etag: &'a str, body: &'a str) -> Option<Remember<'a>> {
        let key = self.key.as_deref()?;
        Some(Remember {
            caller: &self.owner,
            key,
            request_hash: &self.request_hash,
            status: self.status.as_u16(),
            etag,
            body,
            forget_before: &self.forget_before,
        })
    }

    /// The answer, for the first time.
    pub(crate) fn first(&self, etag: &str, body: String) -> Response {
        answer(self.status, etag, body)
    }
}

/// The answer that was given before.
pub(crate) fn again(before: Remembered) -> Response {
    let status = StatusCode::from_u16(before.status).unwrap_or(StatusCode::OK);
    let mut response = answer(status, &before.etag, before.body);
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

fn answer(status: StatusCode, etag: &str, body: String) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    if let Ok(etag) = HeaderValue::from_str(etag)
        && !etag.is_empty()
    {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}
