//! What JavaScript hands in: objects by their documented shape, values without copies left behind.

use js_sys::{Error, JSON, JsString, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::error::{failure, wrong_argument};
use crate::plaintext::Plaintext;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// Reads an object, naming the argument when it has another shape.
pub(super) fn object<T: DeserializeOwned>(value: JsValue, name: &str) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| wrong_argument(&format!("`{name}` has the wrong shape: {error}")))
}

/// JSON text, whether it came as text or as the object that it says.
pub(super) fn json(value: &JsValue) -> Option<String> {
    match value.as_string() {
        Some(text) => Some(text),
        None => JSON::stringify(value).ok()?.as_string(),
    }
}

/// A value's bytes, in a buffer of exactly their size.
pub(super) fn value(value: &JsValue) -> Result<Plaintext, Error> {
    if let Some(text) = value.dyn_ref::<JsString>() {
        if !text.is_well_formed() {
            let message = "value must be Unicode text: it has half a surrogate pair";
            return Err(failure("value_not_unicode", message));
        }
        let bytes = TextEncoder::new().encode(text);
        let value = Plaintext::new(bytes.to_vec());
        // This copy is ours to wipe; the string is not.
        bytes.fill(0, 0, bytes.length());
        return Ok(value);
    }
    value
        .dyn_ref::<Uint8Array>()
        .map(|bytes| Plaintext::new(bytes.to_vec()))
        .ok_or_else(|| wrong_argument("`value` must be a string or a Uint8Array"))
}
