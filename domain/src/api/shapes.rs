//! Schemas of what the encryption core reads and writes. For the description of the interface only.
#![expect(dead_code, reason = "only the schemas are used: the types themselves belong to the encryption core")]

use utoipa::ToSchema;

/// A sealed value; `docs/SEALING.md` says how to make one.
#[derive(ToSchema)]
#[schema(as = Envelope)]
pub struct EnvelopeShape {
    /// The version of the format: 1.
    v: u8,
    /// The key that the value is sealed to, 16 hexadecimal digits.
    kid: String,
    /// Encapsulated key, ciphertext and tag, base64url without padding.
    sealed: String,
}

/// The server's sealing keys, signed; `docs/SEALING.md` says how to verify them.
#[derive(ToSchema)]
#[schema(as = KeyManifest)]
pub struct KeyManifestShape {
    /// The workspace that the keys belong to.
    workspace_id: String,
    /// One more with each change.
    seq: u64,
    /// When it was signed.
    #[schema(format = DateTime)]
    issued_at: String,
    /// SHA-256 of the manifest before it, base64url; `null` in the first.
    prev_hash: Option<String>,
    /// All keys, in the order they were made.
    keys: Vec<ManifestKeyShape>,
    /// The Ed25519 public key that signed, base64url.
    identity: String,
    /// The signature, base64url.
    signature: String,
}

/// One sealing key.
#[derive(ToSchema)]
#[schema(as = ManifestKey)]
pub struct ManifestKeyShape {
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
