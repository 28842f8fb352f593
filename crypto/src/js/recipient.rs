//! `Recipient`: a key made ready, and `seal`.

use js_sys::Error;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::error::{from_key, from_seal, wrong_argument};
use super::input;
use crate::base64url;
use crate::binding::{OwnerKind, SealBinding};
use crate::error::KeyError;
use crate::keys::PublicKey;
use crate::recipient::Recipient;
use crate::suite::Suite;

/// A key made ready to seal to. Make it once for each key: that takes some milliseconds, and sealing a
/// fraction of one.
#[derive(Debug)]
#[wasm_bindgen(js_name = Recipient)]
pub struct JsRecipient(Recipient);

#[wasm_bindgen(js_class = Recipient)]
impl JsRecipient {
    /// Makes a key ready. Take `active_key` of a verified manifest: nothing here vouches for a key.
    ///
    /// # Errors
    ///
    /// An `OzCryptoError` when the key has the wrong length, is not canonical or is of low order.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Pick<ManifestKey, \"suite\" | \"public_key\">")] key: JsValue,
    ) -> Result<Self, Error> {
        let key: Key = input::object(key, "key")?;
        let bytes = base64url::decode(&key.public_key).map_err(|_| from_key(KeyError::NotBase64Url))?;
        let suite: Suite = key.suite.parse().map_err(from_key)?;
        let public = PublicKey::from_bytes(suite, &bytes).map_err(from_key)?;
        Ok(Self(Recipient::new(public)))
    }

    /// The key's id.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn kid(&self) -> String {
        self.0.kid().to_string()
    }

    /// The key's suite.
    #[must_use]
    #[wasm_bindgen(getter, unchecked_return_type = "Suite")]
    pub fn suite(&self) -> String {
        self.0.suite().to_string()
    }

    /// Seals a value, given as the compact JSON of its type or the bytes of it, such as
    /// `JSON.stringify({ value: "…" })` for a `raw_value`.
    ///
    /// Our copies are wiped. A JavaScript string can't be, and a `Uint8Array` is yours to `fill(0)`.
    ///
    /// # Errors
    ///
    /// An `OzCryptoError` when an argument has another shape, or the value is too long.
    #[wasm_bindgen(unchecked_return_type = "Envelope")]
    pub fn seal(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SealBinding")] binding: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] value: &JsValue,
    ) -> Result<JsValue, Error> {
        let binding: Binding = input::object(binding, "binding")?;
        let value = input::value(value)?;
        let envelope = crate::seal(&self.0, &binding.borrow(), value).map_err(from_seal)?;
        envelope
            .serialize(&Serializer::json_compatible())
            .map_err(|_| wrong_argument("the envelope can't be handed over"))
    }
}

#[derive(Deserialize)]
struct Key {
    suite: String,
    public_key: String,
}

#[derive(Deserialize)]
struct Binding {
    workspace_id: String,
    secret_id: String,
    owner_kind: OwnerKind,
    owner_id: String,
    name: String,
    r#type: String,
    revision: u64,
}

impl Binding {
    fn borrow(&self) -> SealBinding<'_> {
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
}
