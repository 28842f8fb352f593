//! `GET /api/v1/keys`: the signed manifest, for everybody.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use oz_domain::api::KeyManifestShape;

use crate::state::AppState;

/// The keys to seal to, signed by the server's identity.
///
/// Verify it before use: the signature, the key ids, and that it follows from the one seen before.
#[utoipa::path(
    get,
    path = "/api/v1/keys",
    tag = "keys",
    operation_id = "get_keys",
    security(()),
    responses((status = 200, description = "The manifest.", body = KeyManifestShape))
)]
pub(super) async fn handler(State(state): State<AppState>) -> Response {
    let manifest: std::sync::Arc<str> = state.vault.manifest();
    ([(header::CONTENT_TYPE, "application/json")], manifest.as_bytes().to_vec()).into_response()
}
