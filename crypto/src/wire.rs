//! The JSON of a manifest, before its keys are checked.

use serde::{Deserialize, Serialize};

use crate::base64url;
use crate::error::{KeyError, ManifestError};
use crate::keys::PublicKey;
use crate::manifest::{KeyStatus, Manifest, ManifestKey, SignedManifest};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyWire {
    kid: String,
    suite: String,
    public_key: String,
    status: KeyStatus,
    created_at: String,
}

impl TryFrom<KeyWire> for ManifestKey {
    type Error = KeyError;

    fn try_from(wire: KeyWire) -> Result<Self, Self::Error> {
        let suite = wire.suite.parse()?;
        let bytes = base64url::decode(&wire.public_key).map_err(|_| KeyError::NotBase64Url)?;
        Ok(Self {
            kid: wire.kid.parse()?,
            suite,
            public_key: PublicKey::from_bytes(suite, &bytes)?,
            status: wire.status,
            created_at: wire.created_at,
        })
    }
}

impl From<ManifestKey> for KeyWire {
    fn from(key: ManifestKey) -> Self {
        Self {
            kid: key.kid.to_string(),
            suite: key.suite.to_string(),
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
    prev_hash: Option<String>,
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
                prev_hash: wire.prev_hash.map(|hash| hash.parse()).transpose()?,
                keys: keys?,
            },
            identity: wire.identity.parse()?,
            signature: signature.try_into().map_err(|_| ManifestError::BadSignature)?,
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
            prev_hash: manifest.prev_hash.map(Into::into),
            keys: manifest.keys.into_iter().map(Into::into).collect(),
            identity: signed.identity.to_string(),
            signature: base64url::encode(&signed.signature),
        }
    }
}
