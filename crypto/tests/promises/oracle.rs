//! The `hpke` crate opens what we seal, and we open what it seals.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal};
use oz_crypto::{
    Binding, Envelope, OpenError, PrivateKey, Suite, open, open_delivery, padded_len, seal, seal_delivery,
};
use proptest::prelude::*;

use crate::fixtures::{BINDING, plaintext, recipient_of, rng};

fn oracle_seals<K: Kem>(private: &PrivateKey, info: &Binding, frame: &[u8]) -> Envelope {
    let public = K::PublicKey::from_bytes(private.public_key().as_bytes()).unwrap();
    let (enc, ciphertext) =
        single_shot_seal::<ChaCha20Poly1305, HkdfSha256, K>(&OpModeS::Base, &public, info.as_bytes(), frame, b"")
            .unwrap();
    let sealed = base64url(&[&enc.to_bytes()[..], &ciphertext].concat());
    let kid = private.kid();
    Envelope::from_json(&format!(r#"{{"v":1,"kid":"{kid}","sealed":"{sealed}"}}"#)).unwrap()
}

fn oracle_opens<K: Kem>(private: &PrivateKey, info: &Binding, envelope: &Envelope) -> Vec<u8> {
    let secret = K::PrivateKey::from_bytes(private.expose_bytes()).unwrap();
    let (enc, ciphertext) = envelope.sealed_bytes().split_at(K::EncappedKey::size());
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, K>(
        &OpModeR::Base,
        &secret,
        &K::EncappedKey::from_bytes(enc).unwrap(),
        info.as_bytes(),
        ciphertext,
        b"",
    )
    .unwrap()
}

fn base64url(bytes: &[u8]) -> String {
    use base64ct::Encoding;
    base64ct::Base64UrlUnpadded::encode_string(bytes)
}

fn frame(value: &[u8]) -> Vec<u8> {
    let mut frame = u32::try_from(value.len()).unwrap().to_be_bytes().to_vec();
    frame.extend_from_slice(value);
    let len = padded_len(frame.len() as u64);
    frame.resize(usize::try_from(len).unwrap(), 0);
    frame
}

fn both_ways<K: Kem>(suite: Suite, seed: u64, value: &[u8]) {
    let private = PrivateKey::generate_with_rng(suite, &mut rng(seed)).unwrap();
    let recipient = recipient_of(&private);
    let bound = Binding::for_secret(&BINDING, private.kid());
    let bound_to_run = Binding::for_delivery("workspace", "run", private.kid());

    let ours = seal(&recipient, &BINDING, plaintext(value)).unwrap();
    let theirs = oracle_seals::<K>(&private, &bound, &frame(value));
    let our_delivery = seal_delivery(&recipient, "workspace", "run", plaintext(value)).unwrap();
    let their_delivery = oracle_seals::<K>(&private, &bound_to_run, &frame(value));

    assert!(oracle_opens::<K>(&private, &bound, &ours) == frame(value));
    assert!(oracle_opens::<K>(&private, &bound_to_run, &our_delivery) == frame(value));
    let opened = open(&private, &BINDING, &theirs).unwrap();
    assert!(opened.expose() == value);
    let opened = open_delivery(&private, "workspace", "run", &their_delivery).unwrap();
    assert!(opened.expose() == value);
}

proptest! {
    #[test]
    fn x25519_agrees_with_the_hpke_crate_both_ways(
        seed: u64,
        value in proptest::collection::vec(any::<u8>(), 0..1000),
    ) {
        both_ways::<X25519HkdfSha256>(Suite::X25519Sha256ChaCha20Poly1305, seed, &value);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn x_wing_agrees_with_the_hpke_crate_both_ways(
        seed: u64,
        value in proptest::collection::vec(any::<u8>(), 0..1000),
    ) {
        both_ways::<XWing>(Suite::XWingSha256ChaCha20Poly1305, seed, &value);
    }
}

#[test]
fn a_well_encrypted_frame_that_breaks_a_rule_does_not_open() {
    let suite = Suite::X25519Sha256ChaCha20Poly1305;
    let private = PrivateKey::generate_with_rng(suite, &mut rng(3)).unwrap();
    let bound = Binding::for_secret(&BINDING, private.kid());
    let good = frame(b"{}");
    let mut dirty_padding = good.clone();
    dirty_padding[255] = 1;
    let mut long_value = good.clone();
    long_value[3] = 253;
    let too_long = [good.clone(), vec![0; 8]].concat();

    for bad in [dirty_padding, long_value, too_long] {
        let envelope = oracle_seals::<X25519HkdfSha256>(&private, &bound, &bad);

        assert_eq!(open(&private, &BINDING, &envelope).unwrap_err(), OpenError::Failed);
    }
    assert!(open(&private, &BINDING, &oracle_seals::<X25519HkdfSha256>(&private, &bound, &good)).is_ok());
}
