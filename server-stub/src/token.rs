//! Keys and tokens that are shown once: made here, and kept only as their SHA-256.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::random;

/// How every API key begins.
pub(crate) const API_KEY_PREFIX: &str = "wk-1.";
const API_KEY_LEN: usize = API_KEY_PREFIX.len() + 64;

/// A key or token in the clear, on its way to the one who will use it. Wiped when dropped.
pub struct PlainToken(Zeroizing<String>);

/// What the store keeps of a token: SHA-256, in hexadecimal digits.
#[derive(Clone)]
pub struct TokenHash(String);

impl PlainToken {
    /// 32 random bytes in base64url, for a sign-in link or a session.
    #[must_use]
    pub fn generate() -> Self {
        let random = Zeroizing::new(random::bytes::<32>());
        Self(Zeroizing::new(Base64UrlUnpadded::encode_string(&*random)))
    }

    /// 32 random bytes as an API key: `wk-1.` and 64 hexadecimal digits.
    #[must_use]
    pub fn generate_api_key() -> Self {
        let random = Zeroizing::new(random::bytes::<32>());
        let mut key = Zeroizing::new(String::with_capacity(API_KEY_LEN));
        key.push_str(API_KEY_PREFIX);
        push_hex(&mut key, &*random);
        Self(key)
    }

    /// The text. Each call says in an `// EXPOSE:` comment why.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the store keeps.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// The last four characters, by which people tell their keys apart.
    #[must_use]
    pub fn last_four(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }
}

impl fmt::Debug for PlainToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl TokenHash {
    /// The hash of what a client presents.
    #[must_use]
    pub fn of(presented: &str) -> Self {
        Self(sha256_hex(presented.as_bytes()))
    }

    /// The 64 digits, as the store keeps them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a hash from the store is this one, in constant time.
    #[must_use]
    pub fn matches(&self, stored: &str) -> bool {
        self.0.as_bytes().ct_eq(stored.as_bytes()).into()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hash]")
    }
}

/// Whether a text has the shape of an API key.
#[must_use]
pub(crate) fn looks_like_api_key(text: &str) -> bool {
    text.strip_prefix(API_KEY_PREFIX)
        .is_some_and(|digits| digits.len() == 64 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    push_hex(&mut hex, &Sha256::digest(bytes));
    hex
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_key_has_its_documented_shape() {
        let key = PlainToken::generate_api_key();

        // EXPOSE: a key made for this test.
        assert!(looks_like_api_key(key.expose()));
        assert!(!looks_like_api_key("wk-1."));
        assert!(!looks_like_api_key(&key.expose().to_uppercase()));
    }

    #[test]
    fn only_the_same_token_matches_its_hash() {
        let (one, other) = (PlainToken::generate(), PlainToken::generate());

        assert!(one.hash().matches(one.hash().as_str()));
        assert!(!one.hash().matches(other.hash().as_str()));
    }

    #[test]
    fn neither_token_nor_hash_prints_itself() {
        let token = PlainToken::generate();

        assert_eq!(format!("{token:?} {:?}", token.hash()), "[secret] [hash]");
    }
}
