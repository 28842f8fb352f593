//! What is sealed opens, and nothing else does.

use oz_crypto::{
    Envelope, MAX_VALUE_LEN, OpenError, PrivateKey, Recipient, SealBinding, SealError, Suite, open, open_delivery,
    padded_len, seal, seal_delivery, seal_with_rng,
};
use proptest::prelude::*;

use crate::fixtures::{BINDING, plaintext, private_key, recipient_of, rng};

fn suites() -> impl Strategy<Value = Suite> {
    proptest::sample::select(Suite::ALL.to_vec())
}

fn with_sealed(envelope: &Envelope, change: impl FnOnce(&mut Vec<u8>)) -> Envelope {
    let mut json = serde_json::to_value(envelope).unwrap();
    let mut sealed = envelope.sealed_bytes().to_vec();
    change(&mut sealed);
    json["sealed"] = base64url(&sealed).into();
    serde_json::from_value(json).unwrap()
}

fn base64url(bytes: &[u8]) -> String {
    use base64ct::Encoding;
    base64ct::Base64UrlUnpadded::encode_string(bytes)
}

proptest! {
    #[test]
    fn what_is_sealed_opens_to_the_same_bytes(
        suite in suites(),
        value in proptest::collection::vec(any::<u8>(), 0..2000),
    ) {
        let private = private_key(suite);

        let envelope = seal(&recipient_of(&private), &BINDING, plaintext(&value)).unwrap();
        let opened = open(&private, &BINDING, &envelope).unwrap();

        prop_assert!(opened.expose() == value);
    }

    #[test]
    fn any_flipped_bit_keeps_it_shut(suite in suites(), at: proptest::sample::Index, bit in 0..8) {
        let private = private_key(suite);
        let envelope = seal(&recipient_of(&private), &BINDING, plaintext(b"{}")).unwrap();

        let changed = with_sealed(&envelope, |sealed| *at.get_mut(sealed) ^= 1_u8 << bit);

        prop_assert_eq!(open(&private, &BINDING, &changed).unwrap_err(), OpenError::Failed);
    }

    #[test]
    fn any_other_length_keeps_it_shut(suite in suites(), by in 1..600_usize, longer: bool) {
        let private = private_key(suite);
        let envelope = seal(&recipient_of(&private), &BINDING, plaintext(&[b'x'; 2000])).unwrap();

        let changed = with_sealed(&envelope, |sealed| {
            let len = if longer { sealed.len() + by } else { sealed.len() - by };
            sealed.resize(len, 0);
        });

        prop_assert_eq!(open(&private, &BINDING, &changed).unwrap_err(), OpenError::Failed);
    }

    #[test]
    fn no_other_key_opens_it(suite in suites(), seed in 2..u64::MAX) {
        let private = private_key(suite);
        let other = PrivateKey::generate_with_rng(suite, &mut rng(seed)).unwrap();
        let envelope = seal(&recipient_of(&private), &BINDING, plaintext(b"{}")).unwrap();
        let mut json = serde_json::to_value(&envelope).unwrap();
        json["kid"] = other.kid().to_string().into();
        let renamed: Envelope = serde_json::from_value(json).unwrap();

        let told_apart = OpenError::OtherKey { envelope: private.kid(), key: other.kid() };
        prop_assert_eq!(open(&other, &BINDING, &envelope).unwrap_err(), told_apart);
        prop_assert_eq!(open(&other, &BINDING, &renamed).unwrap_err(), OpenError::Failed);
    }
}

#[test]
fn a_key_of_the_other_suite_fails_without_a_panic() {
    let x25519 = private_key(Suite::X25519Sha256ChaCha20Poly1305);
    let x_wing = private_key(Suite::XWingSha256ChaCha20Poly1305);
    let envelope = seal(&recipient_of(&x25519), &BINDING, plaintext(b"{}")).unwrap();
    let mut json = serde_json::to_value(&envelope).unwrap();
    json["kid"] = x_wing.kid().to_string().into();
    let renamed: Envelope = serde_json::from_value(json).unwrap();

    let opened = open(&x_wing, &BINDING, &renamed);

    assert_eq!(opened.unwrap_err(), OpenError::Failed);
}

#[test]
fn every_raw_value_of_1_to_240_bytes_gives_one_ciphertext_length() {
    for suite in Suite::ALL {
        let recipient = recipient_of(&private_key(suite));
        let sealed_len = |len: usize| {
            let value = format!(r#"{{"value":"{}"}}"#, "x".repeat(len));
            let envelope = seal(&recipient, &BINDING, plaintext(value.as_bytes())).unwrap();
            envelope.sealed_bytes().len()
        };

        assert!((1..=240).all(|len| sealed_len(len) == suite.enc_len() + 256 + 16));
        assert_eq!(sealed_len(241), suite.enc_len() + 272 + 16);
    }
}

#[test]
fn a_ciphertext_is_as_long_as_padding_says() {
    let recipient = recipient_of(&private_key(Suite::X25519Sha256ChaCha20Poly1305));

    for len in [252_u64, 253, 1000, 70_000] {
        let value = vec![b'x'; usize::try_from(len).unwrap()];
        let envelope = seal(&recipient, &BINDING, plaintext(&value)).unwrap();

        assert_eq!(envelope.sealed_bytes().len() as u64, 32 + padded_len(len + 4) + 16);
    }
}

#[test]
fn two_seals_of_one_value_have_nothing_in_common() {
    let recipient = recipient_of(&private_key(Suite::X25519Sha256ChaCha20Poly1305));

    let [one, other] = [(); 2].map(|()| seal(&recipient, &BINDING, plaintext(b"{}")).unwrap());

    assert_ne!(one.sealed_bytes()[..32], other.sealed_bytes()[..32]);
    assert_ne!(one.sealed_bytes()[32..48], other.sealed_bytes()[32..48]);
}

#[test]
fn with_and_without_a_table_the_same_envelope_comes_out() {
    for suite in Suite::ALL {
        let private = private_key(suite);
        let public = private.public_key();

        let [often, once] = [Recipient::new(public.clone()), Recipient::once(public.clone())]
            .map(|recipient| seal_with_rng(&recipient, &BINDING, plaintext(b"{}"), &mut rng(7)).unwrap());

        assert_eq!(often, once);
    }
}

#[test]
fn a_value_beyond_the_limit_is_refused_and_one_at_it_is_not() {
    let private = private_key(Suite::X25519Sha256ChaCha20Poly1305);
    let recipient = recipient_of(&private);
    let seal_len = |len| seal(&recipient, &BINDING, plaintext(&vec![0; len]));

    assert_eq!(seal_len(MAX_VALUE_LEN + 1).unwrap_err(), SealError::TooLong);
    assert!(open(&private, &BINDING, &seal_len(MAX_VALUE_LEN).unwrap()).is_ok());
}

#[test]
fn a_delivery_opens_for_its_run_only() {
    for suite in Suite::ALL {
        let runner = private_key(suite);
        let recipient = Recipient::once(runner.public_key().clone());

        let delivery = seal_delivery(&recipient, "workspace", "run", plaintext(b"{}")).unwrap();

        assert!(open_delivery(&runner, "workspace", "run", &delivery).is_ok());
        for (workspace, run) in [("workspace", "other"), ("other", "run"), ("workspacer", "un")] {
            let opened = open_delivery(&runner, workspace, run, &delivery);
            assert_eq!(opened.unwrap_err(), OpenError::Failed);
        }
        let as_secret = SealBinding { workspace_id: "workspace", secret_id: "run", ..BINDING };
        assert_eq!(open(&runner, &as_secret, &delivery).unwrap_err(), OpenError::Failed);
    }
}
