//! The two key encapsulations, behind one face: a sender's half and a receiver's.

use zeroize::Zeroizing;

use crate::error::KeyError;
use crate::hpke::SharedSecret;
use crate::kdf::LabeledKdf;
use crate::suite::Suite;
use crate::x25519::{self, Multiplier};
use crate::xwing;

/// Random bytes that one encapsulation takes; X25519 alone uses the first half.
pub(crate) const RANDOMNESS_LEN: usize = 64;

// RFC 9180, section 4.1: suite_id = concat("KEM", I2OSP(kem_id, 2))
const DHKEM_X25519: LabeledKdf = LabeledKdf(b"KEM\x00\x20");

/// A recipient's public key, ready to encapsulate to.
pub(crate) enum Sender {
    X25519(Multiplier, [u8; x25519::LEN]),
    XWing(xwing::Sender),
}

/// Whether a sender prepares tables.
#[derive(Clone, Copy)]
pub(crate) enum Use {
    Often,
    Once,
}

impl Sender {
    pub(crate) fn new(suite: Suite, public: &[u8], planned: Use) -> Result<Self, KeyError> {
        let multiplier = match planned {
            Use::Often => Multiplier::with_table,
            Use::Once => Multiplier::once,
        };
        match suite {
            Suite::X25519Sha256ChaCha20Poly1305 => {
                let public = x25519_key(public)?;
                Ok(Self::X25519(multiplier(public), *public))
            }
            Suite::XWingSha256ChaCha20Poly1305 => xwing::Sender::new(public, multiplier).map(Self::XWing),
        }
    }

    /// Appends the encapsulated key to `enc`. `None` when the keys agree on nothing.
    pub(crate) fn encapsulate(&self, randomness: &[u8; RANDOMNESS_LEN], enc: &mut Vec<u8>) -> Option<SharedSecret> {
        match self {
            Self::X25519(multiplier, public) => {
                let mut ephemeral = Zeroizing::new([0; x25519::LEN]);
                ephemeral.copy_from_slice(&randomness[..x25519::LEN]);
                let (ephemeral_public, dh) = multiplier.encapsulate(&ephemeral)?;
                enc.extend_from_slice(&ephemeral_public);
                Some(extract_and_expand(&dh, &ephemeral_public, public))
            }
            Self::XWing(sender) => sender.encapsulate(randomness, enc),
        }
    }
}

/// What the sender of `enc` agreed on with the holder of `secret`, whose public key is `public`.
pub(crate) fn decapsulate(suite: Suite, secret: &[u8; 32], public: &[u8], enc: &[u8]) -> Option<SharedSecret> {
    match suite {
        Suite::X25519Sha256ChaCha20Poly1305 => {
            let ephemeral_public = x25519_key(enc).ok()?;
            let dh = Multiplier::once(ephemeral_public).agree(secret)?;
            let public = x25519_key(public).ok()?;
            Some(extract_and_expand(&dh, ephemeral_public, public))
        }
        Suite::XWingSha256ChaCha20Poly1305 => xwing::decapsulate(secret, enc),
    }
}

/// Refuses public keys of the wrong length, of low order, or spelled in a second way.
pub(crate) fn check_public(suite: Suite, public: &[u8]) -> Result<(), KeyError> {
    match suite {
        Suite::X25519Sha256ChaCha20Poly1305 => x25519::check_public(x25519_key(public)?),
        Suite::XWingSha256ChaCha20Poly1305 => xwing::check_public(public),
    }
}

/// The public key of a secret one.
pub(crate) fn public_of(suite: Suite, secret: &[u8; 32]) -> Vec<u8> {
    match suite {
        Suite::X25519Sha256ChaCha20Poly1305 => x25519::public_of(secret).to_vec(),
        Suite::XWingSha256ChaCha20Poly1305 => xwing::public_of(secret),
    }
}

fn x25519_key(bytes: &[u8]) -> Result<&[u8; x25519::LEN], KeyError> {
    bytes.try_into().map_err(|_| KeyError::WrongLength { expected: x25519::LEN, found: bytes.len() })
}

// RFC 9180, section 4.1: kem_context = concat(enc, pkRm); shared_secret = ExtractAndExpand(dh, kem_context)
fn extract_and_expand(dh: &Zeroizing<[u8; 32]>, enc: &[u8; x25519::LEN], public: &[u8; x25519::LEN]) -> SharedSecret {
    let (_, eae_prk) = DHKEM_X25519.extract(b"", b"eae_prk", dh.as_slice());
    let mut kem_context = [0; 2 * x25519::LEN];
    kem_context[..x25519::LEN].copy_from_slice(enc);
    kem_context[x25519::LEN..].copy_from_slice(public);
    DHKEM_X25519.expand(&eae_prk, b"shared_secret", &kem_context)
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 9180, section 7.1.4: both sides "MUST check whether the shared secret is the all-zero value and abort if so"
    #[test]
    fn an_all_zero_agreement_is_refused_on_both_sides_in_both_suites() {
        for suite in Suite::ALL {
            let secret = [7; 32];
            let public = public_of(suite, &secret);
            let mut zero_point = public.clone();
            zero_point[suite.public_key_len() - x25519::LEN..].fill(0);
            let enc = vec![0; suite.enc_len()];

            for planned in [Use::Often, Use::Once] {
                let sender = Sender::new(suite, &zero_point, planned).unwrap();
                let sealed = sender.encapsulate(&[7; RANDOMNESS_LEN], &mut Vec::new());
                assert!(sealed.is_none(), "{suite}");
            }
            assert!(decapsulate(suite, &secret, &public, &enc).is_none(), "{suite}");
        }
    }

    #[test]
    fn an_encapsulated_key_of_another_length_is_refused() {
        for suite in Suite::ALL {
            let public = public_of(suite, &[7; 32]);
            for len in [0, 31, 33, 1119, 1121] {
                assert!(decapsulate(suite, &[7; 32], &public, &vec![9; len]).is_none());
            }
        }
    }
}
