//! The signed list of a server's sealing keys, and the bytes that are signed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::base64url;
use crate::error::{KeyError, ManifestError};
use crate::fields::Fields;
use crate::identity::{Identity, IdentityKey};
use crate::keys::PublicKey;
use crate::kid::KeyId;
use crate::suite::Suite;
use crate::wire::{KeyWire, ManifestWire};

/// What a key may still be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    /// Values are sealed to it. Of several, the last one listed.
    Active,
    /// Values sealed to it still open; new ones are refused.
    DecryptOnly,
    /// Nothing opens with it any more.
    Retired,
}

impl KeyStatus {
    /// `active`, `decrypt_only` or `retired`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::DecryptOnly => "decrypt_only",
            Self::Retired => "retired",
        }
    }
}

/// One sealing key, as a manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "KeyWire", into = "KeyWire")]
pub struct ManifestKey {
    /// The key's id, as the server states it; verification recomputes it.
    pub kid: KeyId,
    /// What the key is for.
    pub suite: Suite,
    /// The key, of that suite.
    pub public_key: PublicKey,
    /// What it may still be used for.
    pub status: KeyStatus,
    /// When it was made: RFC 3339, UTC, milliseconds.
    pub created_at: String,
}

/// A server's sealing keys at one moment. Worth nothing until signed and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The workspace that the keys belong to.
    pub workspace_id: String,
    /// One more with each change.
    pub seq: u64,
    /// When it was signed: RFC 3339, UTC, milliseconds.
    pub issued_at: String,
    /// The hash of the manifest before it; none for the first.
    pub prev_hash: Option<ManifestHash>,
    /// All keys, the retired ones included, in the order they were made.
    pub keys: Vec<ManifestKey>,
}

impl Manifest {
    /// Signs the manifest.
    #[must_use]
    pub fn sign(self, identity: &IdentityKey) -> SignedManifest {
        let signature = identity.sign(&self.canonical_bytes());
        SignedManifest { manifest: self, identity: identity.public(), signature }
    }

    /// What the next manifest names as its predecessor: SHA-256 of the canonical bytes.
    #[must_use]
    pub fn hash(&self) -> ManifestHash {
        ManifestHash(Sha256::digest(self.canonical_bytes()).into())
    }

    /// The bytes that are signed: length-prefixed fields, as in a binding.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let head = Fields::new("oz-secrets/manifest/v1")
            .with(&self.workspace_id)
            .with(self.seq.to_string())
            .with(&self.issued_at)
            .with(self.prev_hash.as_ref().map_or(&[][..], |hash| &hash.0))
            .with(self.keys.len().to_string());
        let with_key = |fields: Fields, key: &ManifestKey| {
            fields
                .with(key.kid.to_string())
                .with(key.suite.name())
                .with(key.public_key.as_bytes())
                .with(key.status.as_str())
                .with(&key.created_at)
        };
        self.keys.iter().fold(head, with_key).into_bytes()
    }
}

/// SHA-256 of a manifest's canonical bytes, as unpadded base64url in texts.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ManifestHash([u8; 32]);

impl ManifestHash {
    /// The 32 bytes of the hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ManifestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

impl fmt::Debug for ManifestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManifestHash({self})")
    }
}

impl FromStr for ManifestHash {
    type Err = KeyError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let bytes = base64url::decode(raw).map_err(|_| KeyError::NotBase64Url)?;
        let found = bytes.len();
        let bytes = bytes.try_into().map_err(|_| KeyError::WrongLength { expected: 32, found })?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for ManifestHash {
    type Error = KeyError;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        raw.parse()
    }
}

impl From<ManifestHash> for String {
    fn from(hash: ManifestHash) -> Self {
        hash.to_string()
    }
}

/// A manifest as it travels: its members, `identity` and `signature`. Nothing in it is believed before
/// [`verify`](Self::verify).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ManifestWire", into = "ManifestWire")]
pub struct SignedManifest {
    pub(crate) manifest: Manifest,
    pub(crate) identity: Identity,
    pub(crate) signature: [u8; 64],
}

impl SignedManifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// [`ManifestError::WrongShape`] or [`ManifestError::Key`].
    pub fn from_json(json: &str) -> Result<Self, ManifestError> {
        let wire: ManifestWire = serde_json::from_str(json).map_err(|_| ManifestError::WrongShape)?;
        wire.try_into()
    }
}
