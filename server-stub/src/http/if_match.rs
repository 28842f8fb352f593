//! Versions: `ETag` on the way out, `If-Match` on the way in.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
};
use oz_domain::api::ProblemCode;

use crate::error::ApiError;

/// The version that the caller looked at before changing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IfMatch(pub u64);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let value = parts.headers.get(header::IF_MATCH).ok_or_else(|| {
            ApiError::new(
                ProblemCode::IfMatchRequired,
                "say in `If-Match` which version you looked at: the `ETag` of the answer that had it",
            )
        })?;
        parse(value)
            .ok_or_else(|| ApiError::new(ProblemCode::InvalidRequest, "`If-Match` must be one `ETag`, such as `\"3\"`"))
    }
}

/// The version that the caller looked at, if they say: the public Oz API's clients don't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MayMatch(pub Option<u64>);

impl<S: Sync> FromRequestParts<S> for MayMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.headers.contains_key(header::IF_MATCH) {
            IfMatch::from_request_parts(parts, state).await.map(|IfMatch(version)| Self(Some(version)))
        } else {
            Ok(Self(None))
        }
    }
}

/// The `ETag` of a version.
#[must_use]
pub(crate) fn etag(version: u64) -> String {
    format!("\"{version}\"")
}

fn parse(value: &HeaderValue) -> Option<IfMatch> {
    let digits = value.to_str().ok()?.trim().strip_prefix('"')?.strip_suffix('"')?;
    let version: u64 = digits.parse().ok()?;
    // One version has one `ETag`: `"03"` and `"+3"` are none.
    (version.to_string() == digits).then_some(IfMatch(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_versions_own_tag_is_read() {
        assert_eq!(parse(&HeaderValue::from_str(&etag(3)).unwrap()), Some(IfMatch(3)));
        for wrong in ["3", "*", "W/\"3\"", "\"03\"", "\"+3\"", "\"\"", "\"1\", \"3\"", "\"3"] {
            assert_eq!(parse(&HeaderValue::from_str(wrong).unwrap()), None, "{wrong}");
        }
    }
}
