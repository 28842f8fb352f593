//! The secret that a path names.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use oz_domain::SecretId;

use crate::error::ApiError;

/// The id in the path. What is no id names nothing.
pub(super) struct SecretPath(pub(super) SecretId);

impl<S: Send + Sync> FromRequestParts<S> for SecretPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| ApiError::not_found())?;
        text.parse().map(Self).map_err(|_| ApiError::not_found())
    }
}
