//! The JavaScript face: verify a manifest, seal a value. Private keys stay outside.

mod error;
mod input;
mod manifest;
mod recipient;

pub use manifest::verify_manifest;
pub use recipient::JsRecipient;
