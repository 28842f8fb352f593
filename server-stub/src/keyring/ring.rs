//! A keyring in memory: the identity, the sealing keys and the manifest that vouches for them.

use oz_crypto::{IdentityKey, KeyStatus, Manifest, ManifestKey, PrivateKey, RandomnessError, SignedManifest, Suite};
use oz_domain::WorkspaceId;

use crate::clock::Moment;

/// Everything private that the server has. `Debug` shows key ids only.
#[derive(Debug)]
pub struct Keyring {
    /// Whose keys these are.
    pub workspace: WorkspaceId,
    /// Signs the manifest; made once.
    pub identity: IdentityKey,
    /// The sealing keys, in the order they were made.
    pub keys: Vec<HeldKey>,
    /// What clients are told about the keys.
    pub manifest: SignedManifest,
}

/// One sealing key.
#[derive(Debug)]
pub struct HeldKey {
    /// Opens what was sealed to it.
    pub private: PrivateKey,
    /// What it may still be used for.
    pub status: KeyStatus,
    /// When it was made: RFC 3339, UTC, milliseconds.
    pub created_at: String,
}

impl Keyring {
    /// A new identity with one active key and the first manifest.
    ///
    /// # Errors
    ///
    /// [`RandomnessError`] when the system gives no random bytes.
    pub fn generate(workspace: WorkspaceId, suite: Suite, now: Moment) -> Result<Self, RandomnessError> {
        let identity = IdentityKey::generate()?;
        let keys = vec![HeldKey::generate(suite, now)?];
        let manifest = Manifest {
            workspace_id: workspace.to_string(),
            seq: 1,
            issued_at: now.to_wire().into(),
            prev_hash: None,
            keys: keys.iter().map(HeldKey::listed).collect(),
        }
        .sign(&identity);
        Ok(Self { workspace, identity, keys, manifest })
    }

    /// The same identity with a new active key; those that were active now only open.
    ///
    /// # Errors
    ///
    /// [`RandomnessError`] when the system gives no random bytes.
    ///
    /// # Panics
    ///
    /// Never: a keyring's own manifest was verified when it was read or signed here.
    pub fn renew(mut self, suite: Suite, now: Moment) -> Result<Self, RandomnessError> {
        let before = self.manifest.verify(None).expect("a keyring's manifest holds");
        for key in &mut self.keys {
            if key.status == KeyStatus::Active {
                key.status = KeyStatus::DecryptOnly;
            }
        }
        self.keys.push(HeldKey::generate(suite, now)?);
        self.manifest = Manifest {
            workspace_id: self.workspace.to_string(),
            seq: before.manifest().seq + 1,
            issued_at: now.to_wire().into(),
            prev_hash: Some(before.manifest().hash()),
            keys: self.keys.iter().map(HeldKey::listed).collect(),
        }
        .sign(&self.identity);
        Ok(self)
    }
}

impl HeldKey {
    fn generate(suite: Suite, now: Moment) -> Result<Self, RandomnessError> {
        Ok(Self { private: PrivateKey::generate(suite)?, status: KeyStatus::Active, created_at: now.to_wire().into() })
    }

    /// The key as a manifest lists it.
    #[must_use]
    pub fn listed(&self) -> ManifestKey {
        ManifestKey {
            kid: self.private.kid(),
            suite: self.private.suite(),
            public_key: self.private.public_key().clone(),
            status: self.status,
            created_at: self.created_at.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::NewId;

    #[test]
    fn a_renewed_keyring_follows_from_the_one_before() {
        let now = Moment::from_unix_ms(1_700_000_000_000);
        let suite = Suite::X25519Sha256ChaCha20Poly1305;
        let ring = Keyring::generate(WorkspaceId::generate(now), suite, now).unwrap();
        let seen = ring.manifest.verify(None).unwrap().remember(String::new());

        let renewed = ring.renew(Suite::XWingSha256ChaCha20Poly1305, now).unwrap();

        let manifest = renewed.manifest.verify(Some(&seen)).unwrap();
        let statuses: Vec<_> = manifest.manifest().keys.iter().map(|key| key.status).collect();
        assert_eq!(statuses, [KeyStatus::DecryptOnly, KeyStatus::Active]);
        assert_eq!(manifest.manifest().seq, 2);
    }
}
