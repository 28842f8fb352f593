//! Encrypts the keyring file under a master key, with XChaCha20-Poly1305.

use std::fmt;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use crate::random;

/// Bytes of a nonce.
pub(super) const NONCE_LEN: usize = 24;

const PURPOSE: &[u8] = b"oz-secrets/keyring/v1";

/// 32 bytes that are kept apart from the data folder. Wiped when dropped.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

/// Why a text is not a master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a master key is 64 hexadecimal digits, as `openssl rand -hex 32` makes them")]
pub struct MasterKeyError;

/// The file was encrypted under another key, or was changed. There is no telling which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CannotDecrypt;

impl MasterKey {
    /// Reads 64 hexadecimal digits; white space around them doesn't count.
    ///
    /// # Errors
    ///
    /// [`MasterKeyError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let digits: &[u8; 64] = text.trim().as_bytes().try_into().map_err(|_| MasterKeyError)?;
        let mut key = Zeroizing::new([0; 32]);
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Ok(Self(key))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }

    /// Encrypts under a fresh nonce.
    pub(super) fn encrypt(&self, plain: &[u8]) -> ([u8; NONCE_LEN], Vec<u8>) {
        let nonce = random::bytes::<NONCE_LEN>();
        let payload = Payload { msg: plain, aad: PURPOSE };
        let encrypted = self.cipher().encrypt(&XNonce::from(nonce), payload);
        (nonce, encrypted.expect("a keyring is shorter than the cipher's limit"))
    }

    /// Decrypts what [`encrypt`](Self::encrypt) made.
    pub(super) fn decrypt(
        &self,
        nonce: [u8; NONCE_LEN],
        encrypted: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CannotDecrypt> {
        let payload = Payload { msg: encrypted, aad: PURPOSE };
        let plain = self.cipher().decrypt(&XNonce::from(nonce), payload);
        plain.map(Zeroizing::new).map_err(|_| CannotDecrypt)
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

fn nibble(digit: u8) -> Result<u8, MasterKeyError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(MasterKeyError),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(digit: &str) -> MasterKey {
        MasterKey::parse(&digit.repeat(64)).unwrap()
    }

    #[test]
    fn only_the_same_master_key_decrypts() {
        let (nonce, encrypted) = key("1").encrypt(b"keys");

        assert_eq!(key("1").decrypt(nonce, &encrypted).unwrap().as_slice(), b"keys");
        assert!(key("2").decrypt(nonce, &encrypted).is_err());
    }

    #[test]
    fn a_changed_byte_does_not_decrypt() {
        let (nonce, mut encrypted) = key("1").encrypt(b"keys");
        encrypted[0] ^= 1;

        assert!(key("1").decrypt(nonce, &encrypted).is_err());
    }

    #[test]
    fn a_master_key_is_64_hexadecimal_digits() {
        assert!(MasterKey::parse(&format!("{}\n", "aF".repeat(32))).is_ok());
        for wrong in ["", "00", &"g".repeat(64), &"0".repeat(63)] {
            assert!(MasterKey::parse(wrong).is_err(), "{wrong}");
        }
    }
}
