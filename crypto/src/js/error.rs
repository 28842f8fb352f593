//! Errors as JavaScript sees them: an `Error` with a `code` to branch on and a message to show.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

use crate::error::{KeyError, ManifestError, SealError};

/// An `Error` named `OzCryptoError`, with a `code`.
pub(super) fn failure(code: &str, message: &str) -> Error {
    let error = Error::new(message);
    error.set_name("OzCryptoError");
    set(&error, "code", &code.into());
    error
}

pub(super) fn wrong_argument(message: &str) -> Error {
    failure("argument_wrong_shape", message)
}

pub(super) fn from_key(error: KeyError) -> Error {
    failure(key_code(error), &error.to_string())
}

pub(super) fn from_seal(error: SealError) -> Error {
    let code = match error {
        SealError::TooLong => "value_too_long",
        SealError::Randomness(_) => "no_randomness",
        SealError::KeyAgreement => "key_agreement_failed",
    };
    failure(code, &error.to_string())
}

pub(super) fn from_manifest(error: ManifestError) -> Error {
    let code = match error {
        ManifestError::WrongShape => "manifest_wrong_shape",
        ManifestError::Key(key) => key_code(key),
        ManifestError::BadSignature => "manifest_bad_signature",
        ManifestError::WrongKeyId(_) => "manifest_wrong_key_id",
        ManifestError::RepeatedKeyId(_) => "manifest_repeated_key_id",
        ManifestError::IdentityChanged { .. } => "manifest_identity_changed",
        ManifestError::OlderThanSeen { .. } => "manifest_older_than_seen",
        ManifestError::Rewritten { .. } => "manifest_rewritten",
        ManifestError::BrokenChain { .. } => "manifest_broken_chain",
    };
    let failure = failure(code, &error.to_string());
    match error {
        ManifestError::IdentityChanged { was, now } => {
            set(&failure, "was", &was.to_string().into());
            set(&failure, "now", &now.to_string().into());
        }
        ManifestError::OlderThanSeen { seen, offered } => {
            set(&failure, "seen", &number(seen));
            set(&failure, "offered", &number(offered));
        }
        _ => {}
    }
    failure
}

fn key_code(error: KeyError) -> &'static str {
    match error {
        KeyError::UnknownSuite => "key_unknown_suite",
        KeyError::WrongLength { .. } => "key_wrong_length",
        KeyError::NonCanonical => "key_not_canonical",
        KeyError::LowOrder => "key_low_order",
        KeyError::NotBase64Url => "key_not_base64url",
        KeyError::BadKeyId => "key_bad_id",
        KeyError::NotAnIdentity => "key_not_an_identity",
    }
}

#[expect(clippy::cast_precision_loss, reason = "sequence numbers come from JSON numbers, which are as coarse")]
fn number(seq: u64) -> JsValue {
    (seq as f64).into()
}

fn set(error: &Error, name: &str, value: &JsValue) {
    // Setting a member of a fresh error can't fail, and there is nobody to tell.
    let _ = Reflect::set(error, &name.into(), value);
}
