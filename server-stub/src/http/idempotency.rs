//! `Idempotency-Key`: a repeated request is answered as the first was, and changes nothing.

use axum::{extract::FromRequestParts, http::request::Parts};
use oz_domain::api::ProblemCode;

use crate::error::ApiError;

/// The key, if the request has one.
#[derive(Debug, Clone)]
pub(crate) struct IdempotencyKey(pub Option<String>);

const LONGEST: usize = 255;

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let Some(value) = values.next() else {
            return Ok(Self(None));
        };
        let visible = value.as_bytes().iter().all(u8::is_ascii_graphic);
        match value.to_str() {
            Ok(key) if visible && (1..=LONGEST).contains(&key.len()) && values.next().is_none() => {
                Ok(Self(Some(key.to_owned())))
            }
            _ => Err(ApiError::new(
                ProblemCode::InvalidRequest,
                "`Idempotency-Key` must be one key of 1 to 255 visible ASCII characters, without spaces",
            )),
        }
    }
}
