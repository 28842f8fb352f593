//! Whether to believe a manifest: its signature, its key ids, and what was remembered.

use serde::{Deserialize, Serialize};

use crate::error::ManifestError;
use crate::identity::Identity;
use crate::kid::KeyId;
use crate::manifest::{KeyStatus, Manifest, ManifestHash, ManifestKey, SignedManifest};

/// What a client keeps of the last manifest it believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// Who signed it.
    pub identity: Identity,
    /// Its sequence number.
    pub seq: u64,
    /// Its hash.
    pub hash: ManifestHash,
    /// Since when this identity is known: RFC 3339, UTC, milliseconds.
    pub since: String,
}

/// A manifest whose signature, key ids and place in the sequence hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedManifest {
    manifest: Manifest,
    identity: Identity,
    since: Option<String>,
}

impl SignedManifest {
    /// Checks the signature, recomputes every key id, and compares with what was remembered.
    ///
    /// # Errors
    ///
    /// A [`ManifestError`] for the first thing that does not hold.
    pub fn verify(&self, remembered: Option<&Remembered>) -> Result<VerifiedManifest, ManifestError> {
        // First, so that a changed identity is told apart from a bad signature.
        if let Some(remembered) = remembered {
            same_identity(remembered, self.identity)?;
        }
        if !self.identity.has_signed(&self.manifest.canonical_bytes(), &self.signature) {
            return Err(ManifestError::BadSignature);
        }
        check_key_ids(&self.manifest.keys)?;
        if let Some(remembered) = remembered {
            check_sequence(remembered, &self.manifest)?;
        }
        Ok(VerifiedManifest {
            manifest: self.manifest.clone(),
            identity: self.identity,
            since: remembered.map(|remembered| remembered.since.clone()),
        })
    }
}

fn same_identity(remembered: &Remembered, now: Identity) -> Result<(), ManifestError> {
    if remembered.identity == now {
        return Ok(());
    }
    Err(ManifestError::IdentityChanged { was: remembered.identity.fingerprint(), now: now.fingerprint() })
}

fn check_key_ids(keys: &[ManifestKey]) -> Result<(), ManifestError> {
    for (index, key) in keys.iter().enumerate() {
        if KeyId::of(key.suite, key.public_key.as_bytes()) != key.kid {
            return Err(ManifestError::WrongKeyId(key.kid));
        }
        if keys[..index].iter().any(|earlier| earlier.kid == key.kid) {
            return Err(ManifestError::RepeatedKeyId(key.kid));
        }
    }
    Ok(())
}

fn check_sequence(remembered: &Remembered, offered: &Manifest) -> Result<(), ManifestError> {
    let seq = offered.seq;
    if seq < remembered.seq {
        return Err(ManifestError::OlderThanSeen { seen: remembered.seq, offered: seq });
    }
    if seq == remembered.seq && offered.hash() != remembered.hash {
        return Err(ManifestError::Rewritten { seq });
    }
    if seq - remembered.seq == 1 && offered.prev_hash != Some(remembered.hash) {
        return Err(ManifestError::BrokenChain { seq });
    }
    Ok(())
}

impl VerifiedManifest {
    /// What the server stated.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Who stated it.
    #[must_use]
    pub fn identity(&self) -> Identity {
        self.identity
    }

    /// The key to seal to: the last active one.
    #[must_use]
    pub fn active_key(&self) -> Option<&ManifestKey> {
        let mut newest_first = self.manifest.keys.iter().rev();
        newest_first.find(|key| key.status == KeyStatus::Active)
    }

    /// What to keep. `since` counts only when this identity was not remembered before.
    #[must_use]
    pub fn remember(&self, since: String) -> Remembered {
        Remembered {
            identity: self.identity,
            seq: self.manifest.seq,
            hash: self.manifest.hash(),
            since: self.since.clone().unwrap_or(since),
        }
    }
}
