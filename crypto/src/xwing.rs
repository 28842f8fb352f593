//! X-Wing's sender, over ML-KEM-768 and our X25519 tables. The receiver is the `x-wing` crate's.
//!
//! Composed here so that a page shares one X25519 between both suites; each half is tested against the
//! whole of the crate.

use ml_kem::kem::{KeyExport, TryKeyInit};
use ml_kem::{B32, ml_kem_768};
use sha3::{Digest, Sha3_256};
use x_wing::{DecapsulationKeyRejectNonContrib, Decapsulator, TryDecapsulate};
use zeroize::Zeroizing;

use crate::error::KeyError;
use crate::hpke::SharedSecret;
use crate::x25519::{self, Multiplier};

const ML_KEM_PUBLIC_LEN: usize = 1184;
const PUBLIC_LEN: usize = ML_KEM_PUBLIC_LEN + x25519::LEN;
// draft-connolly-cfrg-xwing-kem, section 5.3: XWingLabel = "\.//^\"
const LABEL: &[u8; 6] = br"\.//^\";

/// A public key, ready to encapsulate to.
pub(crate) struct Sender {
    ml_kem: Box<ml_kem_768::EncapsulationKey>,
    x25519: Multiplier,
    x25519_public: [u8; x25519::LEN],
}

impl Sender {
    /// `multiplier` says whether to make a table.
    pub(crate) fn new(public: &[u8], multiplier: fn(&[u8; x25519::LEN]) -> Multiplier) -> Result<Self, KeyError> {
        let (ml_kem, x25519_public) = split_public(public)?;
        Ok(Self { ml_kem: Box::new(ml_kem), x25519: multiplier(&x25519_public), x25519_public })
    }

    // draft-connolly-cfrg-xwing-kem, section 5.4.1: EncapsulateDerand(pk, eseed), the first half for ML-KEM, the second for X25519
    pub(crate) fn encapsulate(&self, randomness: &[u8; 64], enc: &mut Vec<u8>) -> Option<SharedSecret> {
        let (ml_kem_seed, ephemeral) = halves(randomness);
        let (ml_kem_text, ml_kem_shared) = self.ml_kem.encapsulate_deterministic(&B32::from(*ml_kem_seed));
        let ml_kem_shared: SharedSecret = Zeroizing::new(ml_kem_shared.into());
        let (ephemeral_public, x25519_shared) = self.x25519.encapsulate(&ephemeral)?;

        enc.extend_from_slice(&ml_kem_text);
        enc.extend_from_slice(&ephemeral_public);
        // Combiner: SHA3-256(concat(ss_M, ss_X, ct_X, pk_X, XWingLabel))
        let combined = Sha3_256::new()
            .chain_update(*ml_kem_shared)
            .chain_update(*x25519_shared)
            .chain_update(ephemeral_public)
            .chain_update(self.x25519_public)
            .chain_update(LABEL)
            .finalize();
        Some(Zeroizing::new(combined.into()))
    }
}

fn halves(randomness: &[u8; 64]) -> (Zeroizing<[u8; 32]>, Zeroizing<[u8; 32]>) {
    let mut halves = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
    halves.0.copy_from_slice(&randomness[..32]);
    halves.1.copy_from_slice(&randomness[32..]);
    halves
}

fn split_public(public: &[u8]) -> Result<(ml_kem_768::EncapsulationKey, [u8; x25519::LEN]), KeyError> {
    let wrong_length = KeyError::WrongLength { expected: PUBLIC_LEN, found: public.len() };
    let (ml_kem, x25519) = public.split_at_checked(ML_KEM_PUBLIC_LEN).ok_or(wrong_length)?;
    let x25519 = x25519.try_into().map_err(|_| wrong_length)?;
    // FIPS 203, section 7.2: the modulus check, coefficients must be reduced
    let ml_kem = ml_kem_768::EncapsulationKey::new_from_slice(ml_kem).map_err(|_| KeyError::NonCanonical)?;
    Ok((ml_kem, x25519))
}

/// Both halves are checked, the X25519 one as strictly as a key of its own.
pub(crate) fn check_public(public: &[u8]) -> Result<(), KeyError> {
    let (_, x25519_public) = split_public(public)?;
    x25519::check_public(&x25519_public)
}

/// The public key of a 32-byte seed.
pub(crate) fn public_of(seed: &[u8; 32]) -> Vec<u8> {
    DecapsulationKeyRejectNonContrib::from(*seed).encapsulation_key().to_bytes().to_vec()
}

/// What the sender of `enc` agreed on, or `None` when the X25519 half agrees on nothing.
pub(crate) fn decapsulate(seed: &[u8; 32], enc: &[u8]) -> Option<SharedSecret> {
    let key = DecapsulationKeyRejectNonContrib::from(*seed);
    let shared = key.try_decapsulate(enc.try_into().ok()?).ok()?;
    Some(Zeroizing::new(shared.into()))
}

#[cfg(test)]
mod tests {
    use x_wing::EncapsulationKey;

    use super::*;

    #[test]
    fn our_sender_sends_what_the_crates_does() {
        for byte in 0..=255 {
            let public = public_of(&[byte; 32]);
            let randomness = std::array::from_fn(|at| byte.wrapping_mul(7) ^ u8::try_from(at).unwrap());

            let theirs = EncapsulationKey::try_from(&public[..]).unwrap();
            let (text, shared) = theirs.encapsulate_deterministic(&randomness.into());
            for multiplier in [Multiplier::with_table, Multiplier::once] {
                let ours = Sender::new(&public, multiplier).unwrap();
                let mut enc = Vec::new();

                assert_eq!(ours.encapsulate(&randomness, &mut enc).unwrap().as_slice(), &shared[..]);
                assert_eq!(enc, text[..]);
            }
        }
    }
}
