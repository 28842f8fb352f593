//! `GET /api/v1/keys`: the signed manifest, for everybody.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use oz_domain::api::KeyManifest;

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
    (
        [(header::CONTENT_TYPE, "application/json")],
        manifest.as_bytes().to_vec(),
    )
        .into_response()
}

/// The signed manifest; `docs/SEALING.md` says how to verify it.
#[derive(utoipa::ToSchema)]
#[schema(as = KeyManifest)]
#[expect(
    dead_code,
    reason = "only its schema is used: the type itself belongs to the encryption core"
)]
struct KeyManifestShape {
    /// The workspace that the keys belong to.
    workspace_id: String,
    /// One more with each change.
    seq: u64,
    /// When it was signed.
    #[schema(format = DateTime)]
    issued_at: String,
    /// SHA-256 of the manifest before it, base64url; absent in the first.
    prev_hash: Option<String>,
    /// All keys, in the order they were made.
    keys: Vec<ManifestKeyShape>,
    /// The Ed25519 public key that signed, base64url.
    identity: String,
    /// The signature, base64url.
    signature: String,
}

/// One key.
#[derive(utoipa::ToSchema)]
#[schema(as = ManifestKey)]
#[expect(
    dead_code,
    reason = "only its schema is used: the type itself belongs to the encryption core"
)]
struct ManifestKeyShape {
    /// 16 hexadecimal digits; recompute it.
    kid: String,
    /// What the key is for.
    suite: String,
    /// The key, base64url.
    public_key: String,
    /// `active`, `decrypt_only` or `retired`.
    status: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
}

/// That the shape described is the shape sent is held by a test.
const _: fn(KeyManifest) = drop;
