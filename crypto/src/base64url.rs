//! Canonical unpadded base64url, the only one this crate reads or writes.

use base64ct::{Base64UrlUnpadded, Encoding};

/// What is wrong with a text that should have been base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base64UrlError {
    Padded,
    ForeignCharacter,
    NonCanonical,
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Base64UrlError> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| diagnose(text))
}

fn diagnose(text: &str) -> Base64UrlError {
    let body = text.trim_end_matches('=');
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !body.bytes().all(is_ours) {
        Base64UrlError::ForeignCharacter
    } else if body.len() < text.len() {
        Base64UrlError::Padded
    } else {
        Base64UrlError::NonCanonical
    }
}
