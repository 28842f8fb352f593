//! The worked examples of `docs/SEALING.md` come out, step by step.

use serde::Deserialize;
use zeroize::Zeroizing;

use crate::aead::Aead;
use crate::kem::{RANDOMNESS_LEN, Sender, Use};
use crate::{
    Binding, Envelope, IdentityKey, KeyId, OwnerKind, PrivateKey, SealBinding, SignedManifest, Suite, frame, open,
    padded_len,
};

const DOCUMENT: &str = include_str!("../../docs/SEALING.md");

#[derive(Deserialize)]
struct ValueExample {
    suite: Suite,
    private_key: String,
    public_key: String,
    kid: KeyId,
    workspace_id: String,
    secret_id: String,
    owner_kind: OwnerKind,
    owner_id: String,
    name: String,
    r#type: String,
    revision: u64,
    info: String,
    value: String,
    frame: String,
    ephemeral_private_key: String,
    enc: String,
    shared_secret: String,
    key: String,
    base_nonce: String,
    ciphertext_and_tag: String,
    envelope: Envelope,
}

#[derive(Deserialize)]
struct ManifestExample {
    identity_private_key: String,
    fingerprint: String,
    canonical_bytes: String,
    hash: String,
    manifest: SignedManifest,
}

/// The example under a heading.
fn example<T: for<'de> Deserialize<'de>>(heading: &str) -> T {
    let section = DOCUMENT.split(heading).nth(1).expect("the heading is there");
    let block = section.split("```json").nth(1).expect("an example follows");
    let json = block.split("```").next().expect("the example ends");
    serde_json::from_str(json).unwrap()
}

fn value_example() -> ValueExample {
    example("## 9. Worked example: a value")
}

fn bytes(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}

fn array<const N: usize>(digits: &str) -> [u8; N] {
    bytes(digits).try_into().unwrap()
}

impl ValueExample {
    fn binding(&self) -> SealBinding<'_> {
        SealBinding {
            workspace_id: &self.workspace_id,
            secret_id: &self.secret_id,
            owner_kind: self.owner_kind,
            owner_id: &self.owner_id,
            name: &self.name,
            secret_type: &self.r#type,
            revision: self.revision,
        }
    }
}

#[test]
fn the_documents_key_and_info_come_out() {
    let example = value_example();

    let private = PrivateKey::from_bytes(example.suite, &bytes(&example.private_key)).unwrap();

    assert_eq!(private.public_key().as_bytes(), bytes(&example.public_key));
    assert_eq!(private.kid(), example.kid);
    let info = Binding::for_secret(&example.binding(), example.kid);
    assert_eq!(info.as_bytes(), bytes(&example.info));
}

#[test]
fn the_documents_frame_comes_out() {
    let example = value_example();
    let value = example.value.into_bytes();
    let len = frame::frame_len(value.len()).unwrap();
    let mut framed = Vec::new();

    frame::append(&mut framed, &crate::Plaintext::new(value), len);

    assert_eq!(framed, bytes(&example.frame));
}

#[test]
fn the_documents_sealed_value_comes_out_step_by_step() {
    let example = value_example();
    let mut randomness = [0; RANDOMNESS_LEN];
    randomness[..32].copy_from_slice(&bytes(&example.ephemeral_private_key));
    let public = bytes(&example.public_key);
    let sender = Sender::new(example.suite, &public, Use::Once).unwrap();

    let mut enc = Vec::new();
    let shared_secret = sender.encapsulate(&randomness, &mut enc).unwrap();
    let mut text = bytes(&example.frame);
    let nonce = array(&example.base_nonce);
    let tag = Aead::new(&array(&example.key)).seal(nonce, b"", &mut text);
    text.extend_from_slice(&tag);

    assert_eq!(enc, bytes(&example.enc));
    assert_eq!(shared_secret, Zeroizing::new(array(&example.shared_secret)));
    assert_eq!(text, bytes(&example.ciphertext_and_tag));
    assert_eq!(example.envelope.sealed_bytes(), [enc, text].concat());
}

#[test]
fn the_documents_envelope_opens() {
    let example = value_example();
    let private = PrivateKey::from_bytes(example.suite, &bytes(&example.private_key)).unwrap();

    let opened = open(&private, &example.binding(), &example.envelope).unwrap();

    assert!(opened.expose() == example.value.as_bytes());
}

#[test]
fn the_documents_manifest_comes_out() {
    let example: ManifestExample = example("## 10. Worked example: a manifest");
    let identity = IdentityKey::from_bytes(&bytes(&example.identity_private_key)).unwrap();

    let verified = example.manifest.verify(None).unwrap();

    let manifest = verified.manifest().clone();
    assert_eq!(manifest.canonical_bytes(), bytes(&example.canonical_bytes));
    assert_eq!(manifest.hash().to_string(), example.hash);
    assert_eq!(verified.identity().fingerprint().to_string(), example.fingerprint);
    assert_eq!(manifest.sign(&identity), example.manifest);
}

#[test]
fn the_documents_table_of_frames_holds() {
    let section = DOCUMENT.split("| value | frame |").nth(1).expect("it is there");
    let digits = |cell: &str| -> String { cell.chars().filter(char::is_ascii_digit).collect() };
    let rows = section.lines().skip(2).take_while(|line| line.starts_with('|'));

    let mut ran = 0;
    for row in rows {
        let (value, padded) = row.trim_matches('|').split_once('|').unwrap();
        let longest = value.rsplit("to").next().unwrap();
        let value: u64 = digits(longest).parse().unwrap();

        assert_eq!(padded_len(value + 4).to_string(), digits(padded));
        ran += 1;
    }

    assert_eq!(ran, 4);
}
