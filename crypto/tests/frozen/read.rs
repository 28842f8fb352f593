//! Envelopes sealed long ago, natively and in pages: they must open for ever.

use oz_crypto::{
    Envelope, KeyError, OpenError, OwnerKind, Plaintext, PrivateKey, SealBinding, Suite, open, open_delivery,
};
use serde::Deserialize;

/// One for each suite.
pub(crate) const ALL: [&str; 2] = [include_str!("x25519.json"), include_str!("xwing.json")];
/// A manifest that must hold for ever.
pub(crate) const MANIFEST: &str = include_str!("manifest.json");

#[derive(Deserialize)]
pub(crate) struct Frozen {
    pub(crate) suite: Suite,
    private_key: String,
    workspace_id: String,
    secret_id: String,
    owner_kind: OwnerKind,
    owner_id: String,
    name: String,
    r#type: String,
    revision: u64,
    pub(crate) value: String,
    envelope: Envelope,
    run_id: String,
    delivery: Envelope,
}

impl Frozen {
    pub(crate) fn private_key(&self) -> Result<PrivateKey, KeyError> {
        let digits = self.private_key.as_bytes().chunks_exact(2);
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Vec<u8> = digits.filter_map(byte).collect();
        PrivateKey::from_bytes(self.suite, &bytes)
    }

    pub(crate) fn binding(&self) -> SealBinding<'_> {
        SealBinding {
            workspace_id: &self.workspace_id,
            secret_id: &self.secret_id,
            owner_kind: self.owner_kind,
            owner_id: &self.owner_id,
            name: &self.name,
            secret_type: &self.r#type,
            revision: self.revision,
        }
    }

    pub(crate) fn open(&self, key: &PrivateKey) -> Result<Plaintext, OpenError> {
        open(key, &self.binding(), &self.envelope)
    }

    pub(crate) fn open_delivery(&self, key: &PrivateKey) -> Result<Plaintext, OpenError> {
        open_delivery(key, &self.workspace_id, &self.run_id, &self.delivery)
    }
}
