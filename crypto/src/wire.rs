//! The JSON of a manifest, before its keys are checked.

use serde::{Deserialize, Serialize};

use crate::base64url;
use crate::error::{KeyError, ManifestError};
use crate::keys::PublicKey;
use crate::kid::KeyId;
use crate::manifest::{KeyStatus, Manifest, ManifestHash, ManifestKey, SignedManifest};
use crate::suite::Suite;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyWire {
    kid: KeyId,
    suite: Suite,
    public_key: String,
    status: KeyStatus,
    created_at: String,
}

impl TryFrom<KeyWire> for ManifestKey {
    type Error = KeyError;

    fn try_from(wire: KeyWire) -> Result<Self, Self::Error> {
        let bytes = base64url::decode(&wire.public_key).map_err(|_| KeyError::NotBase64Url)?;
        Ok(Self {
            kid: wire.kid,
            suite: wire.suite,
            public_key: PublicKey::from_bytes(wire.suite, &bytes)?,
            status: wire.status,
            created_at: wire.created_at,
        })
    }
}

impl From<ManifestKey> for KeyWire {
    fn from(key: ManifestKey) -> Self {
        Self {
            kid: key.kid,
            suite: key.suite,
            public_key: base64url::encode(key.public_key.as_bytes()),
            status: key.status,
            created_at: key.created_at,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManifestWire {
    workspace_id: String,
    seq: u64,
    issued_at: String,
    prev_hash: Option<ManifestHash>,
    keys: Vec<KeyWire>,
    identity: String,
    signature: String,
}

impl TryFrom<ManifestWire> for SignedManifest {
    type Error = ManifestError;

    fn try_from(wire: ManifestWire) -> Result<Self, Self::Error> {
        let signature = base64url::decode(&wire.signature).map_err(|_| KeyError::NotBase64Url)?;
        let keys: Result<_, KeyError> = wire.keys.into_iter().map(TryInto::try_into).collect();
        Ok(Self {
            manifest: Manifest {
                workspace_id: wire.workspace_id,
                seq: wire.seq,
                issued_at: wire.issued_at,
                prev_hash: wire.prev_hash,
                keys: keys?,
            },
            identity: wire.identity.parse()?,
            signature: signature
                .try_into()
                .map_err(|_| ManifestError::BadSignature)?,
        })
    }
}

impl From<SignedManifest> for ManifestWire {
    fn from(signed: SignedManifest) -> Self {
        let manifest = signed.manifest;
        Self {
            workspace_id: manifest.workspace_id,
            seq: manifest.seq,
            issued_at: manifest.issued_at,
            prev_hash: manifest.prev_hash,
            keys: manifest.keys.into_iter().map(Into::into).collect(),
            identity: signed.identity.to_string(),
            signature: base64url::encode(&signed.signature),
        }
    }
}
