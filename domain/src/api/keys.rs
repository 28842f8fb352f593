//! What clients learn about the keys that they seal to.

/// The signed manifest as `GET /api/v1/keys` answers it; see `docs/SEALING.md`.
pub type KeyManifest = oz_crypto::SignedManifest;
