//! `verifyManifest`: whether to believe what a server says its keys are.

use js_sys::Error;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::error::{from_manifest, wrong_argument};
use super::input;
use crate::error::ManifestError;
use crate::manifest::{ManifestKey, SignedManifest};
use crate::verify::{Remembered, VerifiedManifest};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

/// Checks a manifest's signature, key ids and sequence, and the identity against what was remembered.
///
/// Store `remembered` of the result, and pass it the next time: it is what makes a changed server show.
///
/// # Errors
///
/// An `OzCryptoError` for the first thing that does not hold.
#[wasm_bindgen(js_name = verifyManifest, unchecked_return_type = "VerifiedManifest")]
pub fn verify_manifest(
    #[wasm_bindgen(
        unchecked_param_type = "SignedManifest | string",
        param_description = "what the server answered, as text or parsed"
    )]
    manifest: &JsValue,
    #[wasm_bindgen(
        unchecked_param_type = "Remembered | null | undefined",
        param_description = "what an earlier call said to remember"
    )]
    remembered: JsValue,
    #[wasm_bindgen(
        param_description = "the time, such as `new Date().toISOString()`: what a new identity is remembered since"
    )]
    now: String,
) -> Result<JsValue, Error> {
    let remembered: Option<Remembered> = input::object(remembered, "remembered")?;
    let json = input::json(manifest).ok_or_else(|| from_manifest(ManifestError::WrongShape))?;
    let verified = SignedManifest::from_json(&json)
        .and_then(|signed| signed.verify(remembered.as_ref()))
        .map_err(from_manifest)?;
    Answer::new(&verified, now)
        .serialize(&Serializer::json_compatible())
        .map_err(|_| wrong_argument("the manifest's numbers are too large for JavaScript"))
}

#[derive(Serialize)]
struct Answer<'a> {
    workspace_id: &'a str,
    seq: u64,
    issued_at: &'a str,
    keys: &'a [ManifestKey],
    active_key: Option<&'a ManifestKey>,
    fingerprint: String,
    remembered: Remembered,
}

impl<'a> Answer<'a> {
    fn new(verified: &'a VerifiedManifest, now: String) -> Self {
        let manifest = verified.manifest();
        Self {
            workspace_id: &manifest.workspace_id,
            seq: manifest.seq,
            issued_at: &manifest.issued_at,
            keys: &manifest.keys,
            active_key: verified.active_key(),
            fingerprint: verified.identity().fingerprint().to_string(),
            remembered: verified.remember(now),
        }
    }
}
