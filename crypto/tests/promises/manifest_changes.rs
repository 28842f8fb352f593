//! No byte of a signed manifest can be changed, and only its documented JSON is read.

use oz_crypto::{KeyError, ManifestError, SignedManifest};
use serde_json::{Value, json};

use crate::manifest::{identity, key, manifest};

fn signed() -> Value {
    serde_json::to_value(manifest().sign(&identity(1))).unwrap()
}

fn refusal(manifest: &Value) -> ManifestError {
    SignedManifest::from_json(&manifest.to_string()).and_then(|signed| signed.verify(None)).unwrap_err()
}

#[test]
fn changing_any_member_breaks_the_signature() {
    let other_key = key(oz_crypto::Suite::X25519Sha256ChaCha20Poly1305, 9, oz_crypto::KeyStatus::Active);
    let other_key = serde_json::to_value(other_key).unwrap();
    let hash = manifest().hash().to_string();
    for (pointer, value) in [
        ("/workspace_id", json!("01890000-0000-7000-8000-00000000000f")),
        ("/seq", json!(2)),
        ("/issued_at", json!("2026-01-02T03:04:05.679Z")),
        ("/prev_hash", json!(hash)),
        ("/keys", json!([])),
        ("/keys/0", other_key),
        ("/keys/0/kid", json!("0123456789abcdef")),
        ("/keys/0/status", json!("active")),
        ("/keys/0/created_at", json!("")),
        ("/identity", json!(identity(2).public())),
        ("/signature", json!("A".repeat(86))),
    ] {
        let mut changed = signed();
        *changed.pointer_mut(pointer).unwrap() = value;

        assert_eq!(refusal(&changed), ManifestError::BadSignature, "{pointer}");
    }
}

#[test]
fn flipping_any_bit_of_the_signature_breaks_it() {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let signature = signed()["signature"].as_str().unwrap().to_owned();
    let signature = Base64UrlUnpadded::decode_vec(&signature).unwrap();
    for bit in 0..512 {
        let mut flipped = signature.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let mut changed = signed();
        changed["signature"] = Base64UrlUnpadded::encode_string(&flipped).into();

        assert_eq!(refusal(&changed), ManifestError::BadSignature, "bit {bit}");
    }
}

#[test]
fn moving_a_letter_between_members_breaks_the_signature() {
    let mut changed = signed();
    changed["workspace_id"] = json!("01890000-0000-7000-8000-0000000000011");
    changed["seq"] = json!(0);

    assert_eq!(refusal(&changed), ManifestError::BadSignature);
}

#[test]
fn unknown_missing_and_mistyped_members_are_refused() {
    let mut unknown = signed();
    unknown["more"] = json!(1);
    let mut unknown_in_key = signed();
    unknown_in_key["keys"][0]["more"] = json!(1);
    let mut missing = signed();
    missing.as_object_mut().unwrap().remove("issued_at");
    let mut mistyped = signed();
    mistyped["seq"] = json!("1");
    let mut unknown_status = signed();
    unknown_status["keys"][0]["status"] = json!("new");

    for manifest in [unknown, unknown_in_key, missing, mistyped, unknown_status, json!([])] {
        assert_eq!(refusal(&manifest), ManifestError::WrongShape, "{manifest}");
    }
    assert_eq!(SignedManifest::from_json("{").unwrap_err(), ManifestError::WrongShape);
}

#[test]
fn a_bad_key_in_a_manifest_is_told_by_its_own_error() {
    for (pointer, value, error) in [
        ("/keys/0/suite", json!("aes"), KeyError::UnknownSuite),
        ("/keys/0/kid", json!("0123456789ABCDEF"), KeyError::BadKeyId),
        ("/keys/0/public_key", json!("A".repeat(43)), KeyError::LowOrder),
        ("/keys/0/public_key", json!("_".repeat(42) + "8"), KeyError::NonCanonical),
        ("/keys/0/public_key", json!("A".repeat(42) + "="), KeyError::NotBase64Url),
        ("/keys/0/public_key", json!("AAAA"), KeyError::WrongLength { expected: 32, found: 3 }),
        ("/identity", json!("A".repeat(43)), KeyError::NotAnIdentity),
        ("/prev_hash", json!("AAAA"), KeyError::WrongLength { expected: 32, found: 3 }),
    ] {
        let mut changed = signed();
        *changed.pointer_mut(pointer).unwrap() = value;

        assert_eq!(refusal(&changed), ManifestError::Key(error), "{pointer}");
    }
}
