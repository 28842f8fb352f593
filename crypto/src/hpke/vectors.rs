//! The vectors of RFC 9180, through the functions that seal and open.

use hkdf::Hkdf;
use serde::Deserialize;

use super::*;
use crate::kem::{self, Sender, Use};

const SUITE: Suite = Suite::X25519Sha256ChaCha20Poly1305;
const MODE: u64 = MODE_BASE as u64;

#[derive(Deserialize)]
struct Vector {
    mode: u64,
    kem_id: u64,
    kdf_id: u64,
    aead_id: u64,
    info: Hex,
    #[serde(rename = "skRm")]
    recipient_secret: Hex,
    #[serde(rename = "pkRm")]
    recipient_public: Hex,
    #[serde(rename = "skEm")]
    ephemeral_secret: Hex,
    enc: Hex,
    shared_secret: Hex,
    base_nonce: Hex,
    exporter_secret: Hex,
    encryptions: Vec<Encryption>,
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Encryption {
    aad: Hex,
    ct: Hex,
    nonce: Hex,
    pt: Hex,
}

#[derive(Deserialize)]
struct Export {
    exporter_context: Hex,
    #[serde(rename = "L")]
    len: usize,
    exported_value: Hex,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Hex(Vec<u8>);

impl TryFrom<String> for Hex {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16);
        (0..digits.len()).step_by(2).map(byte).collect::<Result<_, _>>().map(Self)
    }
}

fn base_mode() -> Vector {
    let file = include_str!("../../tests/rfc9180-x25519-sha256-chacha20poly1305.json");
    let vectors: Vec<Vector> = serde_json::from_str(file).unwrap();
    let mut base = vectors
        .into_iter()
        .filter(|vector| (vector.mode, vector.kem_id, vector.kdf_id, vector.aead_id) == (MODE, 0x20, 1, 3));
    let vector = base.next().expect("there is one for base mode");
    assert!(base.next().is_none(), "a second one would be skipped");
    vector
}

fn array<const N: usize>(bytes: &Hex) -> [u8; N] {
    bytes.0[..].try_into().unwrap()
}

fn context(vector: &Vector) -> Context {
    Context::new(SUITE, &Zeroizing::new(array(&vector.shared_secret)), &vector.info.0)
}

#[test]
fn both_ways_to_multiply_encapsulate_as_the_rfc_does() {
    let vector = base_mode();
    let mut randomness = [0; kem::RANDOMNESS_LEN];
    randomness[..32].copy_from_slice(&vector.ephemeral_secret.0);

    for planned in [Use::Often, Use::Once] {
        let sender = Sender::new(SUITE, &vector.recipient_public.0, planned).unwrap();
        let mut enc = Vec::new();
        let shared_secret = sender.encapsulate(&randomness, &mut enc).unwrap();

        assert_eq!(enc, vector.enc.0);
        assert_eq!(shared_secret.as_slice(), vector.shared_secret.0);
    }
}

#[test]
fn decapsulating_agrees_with_the_rfc() {
    let vector = base_mode();
    let secret = array(&vector.recipient_secret);

    let public = kem::public_of(SUITE, &secret);
    let shared_secret = kem::decapsulate(SUITE, &secret, &public, &vector.enc.0).unwrap();

    assert_eq!(public, vector.recipient_public.0);
    assert_eq!(shared_secret.as_slice(), vector.shared_secret.0);
}

#[test]
fn the_key_schedule_agrees_with_the_rfc() {
    let vector = base_mode();

    let context = context(&vector);

    assert_eq!(context.base_nonce.as_slice(), vector.base_nonce.0);
    assert_eq!(context.exporter_secret.as_slice(), vector.exporter_secret.0);
}

#[test]
fn all_257_encryptions_of_the_rfc_seal_and_open() {
    let vector = base_mode();
    let context = context(&vector);

    let mut ran = 0;
    for (seq, case) in (0..).zip(&vector.encryptions) {
        let mut text = case.pt.0.clone();
        let tag = context.seal(seq, &case.aad.0, &mut text);

        assert_eq!(context.nonce(seq).as_slice(), case.nonce.0, "nonce {seq}");
        assert_eq!([&text[..], &tag].concat(), case.ct.0, "sealing {seq}");
        context.open(seq, &case.aad.0, &mut text, tag).unwrap();
        assert_eq!(text, case.pt.0, "opening {seq}");
        ran += 1;
    }

    assert_eq!(ran, 257);
}

#[test]
fn all_3_exports_of_the_rfc_come_out() {
    let vector = base_mode();
    let context = context(&vector);

    let mut ran = 0;
    for case in &vector.exports {
        assert_eq!(case.len, HASH_LEN);
        assert_eq!(export(&context, &case.exporter_context.0), array(&case.exported_value));
        ran += 1;
    }

    assert_eq!(ran, 3);
}

// RFC 9180, section 5.3: Context.Export(exporter_context, L) = LabeledExpand(self.exporter_secret, "sec", exporter_context, L)
fn export(context: &Context, exporter_context: &[u8]) -> [u8; HASH_LEN] {
    let secret = Hkdf::from_prk(context.exporter_secret.as_slice()).unwrap();
    *LabeledKdf(SUITE.hpke_suite_id()).expand(&secret, b"sec", exporter_context)
}
