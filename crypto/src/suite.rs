//! The two cipher suites, their names and the numbers RFC 9180 knows them by.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::KeyError;

/// What a sealing key is for: which KEM, KDF and AEAD. A key says its suite; clients never choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Suite {
    /// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305: RFC 9180, section 7.
    #[serde(rename = "x25519-sha256-chacha20poly1305")]
    X25519Sha256ChaCha20Poly1305,
    /// X-Wing (X25519 and ML-KEM-768), HKDF-SHA256, ChaCha20-Poly1305: safe against a later quantum computer.
    #[serde(rename = "xwing-sha256-chacha20poly1305")]
    XWingSha256ChaCha20Poly1305,
}

impl Suite {
    /// Both suites, the default first.
    pub const ALL: [Self; 2] = [Self::X25519Sha256ChaCha20Poly1305, Self::XWingSha256ChaCha20Poly1305];

    /// The name that manifests carry and key ids are made of.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::X25519Sha256ChaCha20Poly1305 => "x25519-sha256-chacha20poly1305",
            Self::XWingSha256ChaCha20Poly1305 => "xwing-sha256-chacha20poly1305",
        }
    }

    /// Bytes of a public key: 32 or 1,216.
    #[must_use]
    pub const fn public_key_len(self) -> usize {
        match self {
            Self::X25519Sha256ChaCha20Poly1305 => 32,
            Self::XWingSha256ChaCha20Poly1305 => 1216,
        }
    }

    /// Bytes of the encapsulated key that starts a sealed value: 32 or 1,120.
    #[must_use]
    pub const fn enc_len(self) -> usize {
        match self {
            Self::X25519Sha256ChaCha20Poly1305 => 32,
            Self::XWingSha256ChaCha20Poly1305 => 1120,
        }
    }

    // RFC 9180, section 5.1: suite_id = concat("HPKE", I2OSP(kem_id, 2), I2OSP(kdf_id, 2), I2OSP(aead_id, 2))
    pub(crate) const fn hpke_suite_id(self) -> &'static [u8] {
        match self {
            Self::X25519Sha256ChaCha20Poly1305 => b"HPKE\x00\x20\x00\x01\x00\x03",
            Self::XWingSha256ChaCha20Poly1305 => b"HPKE\x64\x7a\x00\x01\x00\x03",
        }
    }

    // RFC 9180, section 5.1: psk_id_hash = LabeledExtract("", "psk_id_hash", default_psk_id). Nothing but the suite goes
    // into it, so it is written down: a tenth of a seal's hashing.
    #[rustfmt::skip]
    pub(crate) const fn psk_id_hash(self) -> [u8; 32] {
        match self {
            Self::X25519Sha256ChaCha20Poly1305 => [
                0x43, 0x1d, 0xf6, 0xcd, 0x95, 0xe1, 0x1f, 0xf4, 0x9d, 0x70, 0x13, 0x56, 0x3b, 0xaf, 0x7f, 0x11,
                0x58, 0x8c, 0x75, 0xa6, 0x61, 0x1e, 0xe2, 0xa4, 0x40, 0x4a, 0x49, 0x30, 0x6a, 0xe4, 0xcf, 0xc5,
            ],
            Self::XWingSha256ChaCha20Poly1305 => [
                0x36, 0xb5, 0xff, 0x55, 0x87, 0xa0, 0x30, 0x0f, 0xc5, 0x55, 0x73, 0x47, 0xee, 0x59, 0x90, 0x66,
                0xaf, 0x3e, 0xd8, 0x97, 0x74, 0x5f, 0x8c, 0xa8, 0xca, 0x19, 0xb4, 0x5f, 0x13, 0xab, 0xd9, 0x77,
            ],
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Suite {
    type Err = KeyError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|suite| suite.name() == raw).ok_or(KeyError::UnknownSuite)
    }
}
