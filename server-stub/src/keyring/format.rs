//! The keyring as JSON: in the clear, or encrypted under a master key.

use base64ct::{Base64UrlUnpadded, Encoding};
use oz_crypto::{IdentityKey, KeyStatus, Plaintext, PlaintextBuilder, PrivateKey, SignedManifest, Suite};
use oz_domain::WorkspaceId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    cipher::{MasterKey, NONCE_LEN},
    ring::{HeldKey, Keyring},
};

const VERSION: u32 = 1;
const CIPHER: &str = "xchacha20-poly1305";

/// What is wrong with a keyring's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Not the JSON of a keyring, or its parts don't fit together.
    Damaged,
    /// Written by a later version.
    Newer,
    /// Encrypted, and no master key is given.
    MasterKeyNeeded,
    /// Encrypted under another master key, or changed.
    WrongMasterKey,
    /// In the clear, though a master key is given.
    NotEncrypted,
}

#[derive(Deserialize)]
struct Head {
    v: u32,
    #[serde(default)]
    cipher: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Encrypted {
    v: u32,
    cipher: String,
    nonce: String,
    ciphertext: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clear {
    v: u32,
    workspace_id: WorkspaceId,
    identity_key: Zeroizing<String>,
    keys: Vec<ClearKey>,
    manifest: SignedManifest,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClearKey {
    suite: Suite,
    private_key: Zeroizing<String>,
    status: KeyStatus,
    created_at: String,
}

/// Writes a keyring, encrypted if there is a master key.
pub(super) fn write(ring: &Keyring, master: Option<&MasterKey>) -> Plaintext {
    let clear = to_json(&Clear::of(ring));
    let Some(master) = master else { return clear };
    // EXPOSE: the keyring's JSON goes straight into the cipher.
    let (nonce, ciphertext) = master.encrypt(clear.expose());
    to_json(&Encrypted {
        v: VERSION,
        cipher: CIPHER.to_owned(),
        nonce: Base64UrlUnpadded::encode_string(&nonce),
        ciphertext: Base64UrlUnpadded::encode_string(&ciphertext),
    })
}

/// Reads a keyring and checks that its parts fit together.
pub(super) fn read(text: &[u8], master: Option<&MasterKey>) -> Result<Keyring, Flaw> {
    let head: Head = serde_json::from_slice(text).map_err(|_| Flaw::Damaged)?;
    if head.v > VERSION {
        return Err(Flaw::Newer);
    }
    match (head.cipher.as_deref(), master) {
        (None, None) => read_clear(text),
        (None, Some(_)) => Err(Flaw::NotEncrypted),
        (Some(CIPHER), Some(master)) => read_clear(&decrypt(text, master)?),
        (Some(CIPHER), None) => Err(Flaw::MasterKeyNeeded),
        (Some(_), _) => Err(Flaw::Damaged),
    }
}

fn decrypt(text: &[u8], master: &MasterKey) -> Result<Zeroizing<Vec<u8>>, Flaw> {
    let outer: Encrypted = serde_json::from_slice(text).map_err(|_| Flaw::Damaged)?;
    let decode = |text: &str| Base64UrlUnpadded::decode_vec(text).map_err(|_| Flaw::Damaged);
    let nonce: [u8; NONCE_LEN] = decode(&outer.nonce)?.try_into().map_err(|_| Flaw::Damaged)?;
    master.decrypt(nonce, &decode(&outer.ciphertext)?).map_err(|_| Flaw::WrongMasterKey)
}

fn read_clear(text: &[u8]) -> Result<Keyring, Flaw> {
    let clear: Clear = serde_json::from_slice(text).map_err(|_| Flaw::Damaged)?;
    let identity = IdentityKey::from_bytes(&decode(&clear.identity_key)?).map_err(|_| Flaw::Damaged)?;
    let keys = clear.keys.into_iter().map(ClearKey::hold).collect::<Result<Vec<_>, _>>()?;
    let verified = clear.manifest.verify(None).map_err(|_| Flaw::Damaged)?;

    let listed: Vec<_> = keys.iter().map(HeldKey::listed).collect();
    let fits = verified.identity() == identity.public()
        && verified.manifest().workspace_id == clear.workspace_id.to_string()
        && verified.manifest().keys == listed
        && verified.active_key().is_some();
    if !fits {
        return Err(Flaw::Damaged);
    }
    Ok(Keyring { workspace: clear.workspace_id, identity, keys, manifest: clear.manifest })
}

impl Clear {
    fn of(ring: &Keyring) -> Self {
        let key = |held: &HeldKey| ClearKey {
            suite: held.private.suite(),
            // EXPOSE: the keyring file is where private keys are kept.
            private_key: encode(held.private.expose_bytes()),
            status: held.status,
            created_at: held.created_at.clone(),
        };
        Self {
            v: VERSION,
            workspace_id: ring.workspace,
            // EXPOSE: the keyring file is where the identity is kept.
            identity_key: encode(ring.identity.expose_bytes()),
            keys: ring.keys.iter().map(key).collect(),
            manifest: ring.manifest.clone(),
        }
    }
}

impl ClearKey {
    fn hold(self) -> Result<HeldKey, Flaw> {
        let private = PrivateKey::from_bytes(self.suite, &decode(&self.private_key)?);
        Ok(HeldKey { private: private.map_err(|_| Flaw::Damaged)?, status: self.status, created_at: self.created_at })
    }
}

fn encode(bytes: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(Base64UrlUnpadded::encode_string(bytes))
}

fn decode(text: &str) -> Result<Zeroizing<Vec<u8>>, Flaw> {
    Base64UrlUnpadded::decode_vec(text).map(Zeroizing::new).map_err(|_| Flaw::Damaged)
}

fn to_json(value: &impl Serialize) -> Plaintext {
    let fill = |json: &mut PlaintextBuilder| serde_json::to_writer_pretty(json, value);
    Plaintext::build(4096, fill).expect("a keyring is always JSON")
}
