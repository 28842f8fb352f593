//! The only holder of private keys: opens sealed values, and follows the keyring file when it changes.

mod aside;
mod keys;

use std::sync::{Arc, PoisonError, RwLock};

use oz_crypto::{Envelope, Identity, KeyStatus, ManifestError, OpenError, Plaintext, PrivateKey, SealBinding};
use oz_domain::{OptionalParts, Owner, SecretId, SecretType, SecretValue, ValueError, WorkspaceId};
use tokio::sync::Semaphore;

use crate::{
    diagnosis::{self, Part},
    keyring::{Keyring, KeyringError, KeyringFile, Stamp},
};

pub(crate) use keys::Keys;

/// The private keys of a running server.
#[derive(Debug)]
pub struct Vault {
    file: KeyringFile,
    opened: RwLock<Arc<Opened>>,
    /// The state of the file that could not be used, so that it is read, and complained about, once.
    unusable: RwLock<Option<Stamp>>,
    /// For checks and deliveries, which keep a processor busy.
    seats: Arc<Semaphore>,
}

#[derive(Debug)]
struct Opened {
    stamp: Stamp,
    ring: Keyring,
    manifest: Arc<str>,
}

/// What a sealed value is said to be.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The secret's id.
    pub id: SecretId,
    /// Its owner.
    pub owner: Owner,
    /// The owner that the same caller could have meant instead.
    pub other_owner: Option<Owner>,
    /// Its name.
    pub name: &'a str,
    /// Its type.
    pub secret_type: SecretType,
    /// Its revision.
    pub revision: u64,
}

/// Why a sealed value is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Sealed to a key that takes no values, or that nobody here knows.
    KeyNotActive,
    /// It opens, but as something else.
    BoundToOther(Part),
    /// It doesn't open.
    CannotOpen,
    /// What is inside breaks a rule.
    Value(ValueError),
}

impl Vault {
    /// Reads the keyring.
    ///
    /// # Errors
    ///
    /// Why it can't be used.
    pub fn open(file: KeyringFile) -> Result<Self, KeyringError> {
        let opened = RwLock::new(Arc::new(Opened::read(&file)?));
        let seats = Arc::new(Semaphore::new(aside::AT_ONCE));
        Ok(Self { file, opened, unusable: RwLock::default(), seats })
    }

    /// Whose keys these are.
    #[must_use]
    pub fn workspace(&self) -> WorkspaceId {
        self.present().ring.workspace
    }

    /// Who vouches for the keys: what people compare with what their browser shows.
    #[must_use]
    pub fn identity(&self) -> Identity {
        self.present().ring.identity.public()
    }

    /// The signed manifest, as JSON, as the keyring file has it now.
    #[must_use]
    pub fn manifest(&self) -> Arc<str> {
        Arc::clone(&self.current().manifest)
    }

    /// Opens a sealed value and discards it, so that what no run could use is refused at once; which optional parts it
    /// has.
    ///
    /// # Errors
    ///
    /// Why the value is not taken.
    pub fn check(&self, claim: &Claim<'_>, envelope: &Envelope) -> Result<OptionalParts, Refusal> {
        let opened = self.current();
        let held = opened.ring.keys.iter().find(|held| held.private.kid() == envelope.kid());
        let private = match held {
            Some(held) if held.status == KeyStatus::Active => &held.private,
            _ => return Err(Refusal::KeyNotActive),
        };
        let value = open(private, opened.ring.workspace, claim, envelope)?;
        let value = SecretValue::from_json(claim.secret_type, claim.name, &value).map_err(Refusal::Value)?;
        Ok(value.optional_parts())
    }

    /// The keys as the file has them. A file that went bad changes nothing: the keys in memory still hold.
    fn current(&self) -> Arc<Opened> {
        let present = self.present();
        match self.file.stamp() {
            Ok(stamp) if stamp == present.stamp || self.is_unusable(stamp) => present,
            Ok(stamp) => self.reread(present, stamp),
            Err(error) => {
                tracing::error!(%error, "the keyring can't be looked at; going on with the keys in memory");
                present
            }
        }
    }

    fn present(&self) -> Arc<Opened> {
        Arc::clone(&self.opened.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_unusable(&self, stamp: Stamp) -> bool {
        *self.unusable.read().unwrap_or_else(PoisonError::into_inner) == Some(stamp)
    }

    fn reread(&self, present: Arc<Opened>, stamp: Stamp) -> Arc<Opened> {
        let follows = Opened::read(&self.file).map(|read| read.follows(&present).map(|()| Arc::new(read)));
        match follows {
            Ok(Ok(read)) => {
                tracing::info!("the keyring changed; its new keys are in use");
                *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&read);
                return read;
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "the keyring is not the one before, renewed; going on with the keys in memory");
            }
            Err(error) => {
                tracing::error!(%error, "the keyring can't be read; going on with the keys in memory");
            }
        }
        *self.unusable.write().unwrap_or_else(PoisonError::into_inner) = Some(stamp);
        present
    }
}

impl Opened {
    fn read(file: &KeyringFile) -> Result<Self, KeyringError> {
        // The stamp first: a change in between is then seen the next time.
        let stamp = file.stamp()?;
        let ring = file.load()?;
        let manifest = serde_json::to_string(&ring.manifest).expect("a manifest is always JSON").into();
        Ok(Self { stamp, ring, manifest })
    }

    /// Whether clients who saw the keys before will take these.
    fn follows(&self, before: &Self) -> Result<(), ManifestError> {
        let seen = before.ring.manifest.verify(None)?.remember(String::new());
        self.ring.manifest.verify(Some(&seen)).map(drop)
    }
}

fn open(
    private: &PrivateKey,
    workspace: WorkspaceId,
    claim: &Claim<'_>,
    envelope: &Envelope,
) -> Result<Plaintext, Refusal> {
    let (workspace, secret, owner) = (workspace.to_string(), claim.id.to_string(), claim.owner.id());
    let binding = SealBinding {
        workspace_id: &workspace,
        secret_id: &secret,
        owner_kind: claim.owner.kind(),
        owner_id: &owner,
        name: claim.name,
        secret_type: claim.secret_type.as_str(),
        revision: claim.revision,
    };
    match oz_crypto::open(private, &binding, envelope) {
        Ok(value) => Ok(value),
        Err(OpenError::OtherKey { .. }) => Err(Refusal::KeyNotActive),
        Err(_) => Err(diagnosis::misbound(private, &binding, claim.other_owner, envelope)
            .map_or(Refusal::CannotOpen, Refusal::BoundToOther)),
    }
}
