//! Which manifests are believed.

use oz_crypto::{
    Identity, IdentityKey, KeyError, KeyStatus, Manifest, ManifestError, ManifestKey, PrivateKey, Remembered,
    SignedManifest, Suite,
};

use crate::fixtures::rng;

pub(crate) fn identity(seed: u64) -> IdentityKey {
    IdentityKey::generate_with_rng(&mut rng(seed)).unwrap()
}

pub(crate) fn key(suite: Suite, seed: u64, status: KeyStatus) -> ManifestKey {
    let private = PrivateKey::generate_with_rng(suite, &mut rng(seed)).unwrap();
    ManifestKey {
        kid: private.kid(),
        suite,
        public_key: private.public_key().clone(),
        status,
        created_at: "2026-01-02T03:04:05.678Z".to_owned(),
    }
}

pub(crate) fn manifest() -> Manifest {
    Manifest {
        workspace_id: "01890000-0000-7000-8000-000000000001".to_owned(),
        seq: 1,
        issued_at: "2026-01-02T03:04:05.678Z".to_owned(),
        prev_hash: None,
        keys: vec![
            key(Suite::X25519Sha256ChaCha20Poly1305, 1, KeyStatus::Retired),
            key(Suite::XWingSha256ChaCha20Poly1305, 2, KeyStatus::Active),
            key(Suite::X25519Sha256ChaCha20Poly1305, 3, KeyStatus::Active),
            key(Suite::X25519Sha256ChaCha20Poly1305, 4, KeyStatus::DecryptOnly),
        ],
    }
}

fn remembered(manifest: &Manifest, seed: u64) -> Remembered {
    let verified = manifest.clone().sign(&identity(seed)).verify(None).unwrap();
    verified.remember("2026-01-01T00:00:00.000Z".to_owned())
}

fn next(manifest: &Manifest) -> Manifest {
    Manifest { seq: manifest.seq + 1, prev_hash: Some(manifest.hash()), ..manifest.clone() }
}

fn refusal(manifest: Manifest, remembered: Option<&Remembered>) -> ManifestError {
    manifest.sign(&identity(1)).verify(remembered).unwrap_err()
}

#[test]
fn a_signed_manifest_is_believed_after_a_trip_through_json() {
    let signed = manifest().sign(&identity(1));

    let json = serde_json::to_string(&signed).unwrap();
    let verified = SignedManifest::from_json(&json).unwrap().verify(None).unwrap();

    assert_eq!(*verified.manifest(), manifest());
    assert_eq!(verified.identity(), identity(1).public());
}

#[test]
fn the_last_active_key_is_the_one_to_seal_to() {
    let verified = manifest().sign(&identity(1)).verify(None).unwrap();

    assert_eq!(verified.active_key(), Some(&manifest().keys[2]));
}

#[test]
fn without_an_active_key_there_is_none_to_seal_to() {
    let mut manifest = manifest();
    manifest.keys.retain(|key| key.status != KeyStatus::Active);

    let verified = manifest.sign(&identity(1)).verify(None).unwrap();

    assert_eq!(verified.active_key(), None);
}

#[test]
fn a_key_id_that_is_not_its_keys_is_refused_though_signed() {
    let mut manifest = manifest();
    let other = manifest.keys[0].kid;
    manifest.keys[2].kid = other;

    assert_eq!(refusal(manifest, None), ManifestError::WrongKeyId(other));
}

#[test]
fn a_key_listed_under_the_other_suite_is_refused_though_signed() {
    let mut manifest = manifest();
    let kid = manifest.keys[0].kid;
    manifest.keys[0].suite = Suite::XWingSha256ChaCha20Poly1305;

    assert_eq!(refusal(manifest, None), ManifestError::WrongKeyId(kid));
}

#[test]
fn a_key_listed_twice_is_refused_though_signed() {
    let mut manifest = manifest();
    let again = manifest.keys[0].clone();
    manifest.keys.push(again.clone());

    assert_eq!(refusal(manifest, None), ManifestError::RepeatedKeyId(again.kid));
}

#[test]
fn another_identity_than_the_one_remembered_is_refused_and_both_are_named() {
    let remembered = remembered(&manifest(), 2);

    let expected = ManifestError::IdentityChanged {
        was: identity(2).public().fingerprint(),
        now: identity(1).public().fingerprint(),
    };
    assert_eq!(refusal(next(&manifest()), Some(&remembered)), expected);
}

#[test]
fn a_manifest_older_than_one_seen_is_refused() {
    let second = next(&manifest());
    let remembered = remembered(&second, 1);

    let expected = ManifestError::OlderThanSeen { seen: 2, offered: 1 };
    assert_eq!(refusal(manifest(), Some(&remembered)), expected);
}

#[test]
fn the_same_manifest_is_believed_again_and_a_rewritten_one_is_not() {
    let remembered = remembered(&manifest(), 1);
    let mut rewritten = manifest();
    rewritten.keys[2].status = KeyStatus::DecryptOnly;

    assert!(manifest().sign(&identity(1)).verify(Some(&remembered)).is_ok());
    let expected = ManifestError::Rewritten { seq: 1 };
    assert_eq!(refusal(rewritten, Some(&remembered)), expected);
}

#[test]
fn the_next_manifest_must_follow_from_the_one_remembered() {
    let remembered = remembered(&manifest(), 1);
    let follows = next(&manifest());
    let no_previous = Manifest { prev_hash: None, ..follows.clone() };
    let other_previous = Manifest { prev_hash: Some(follows.hash()), ..follows.clone() };

    assert!(follows.sign(&identity(1)).verify(Some(&remembered)).is_ok());
    for broken in [no_previous, other_previous] {
        let expected = ManifestError::BrokenChain { seq: 2 };
        assert_eq!(refusal(broken, Some(&remembered)), expected);
    }
}

#[test]
fn a_client_that_was_away_believes_a_later_manifest() {
    let remembered = remembered(&manifest(), 1);
    let third = next(&next(&manifest()));

    let verified = third.sign(&identity(1)).verify(Some(&remembered)).unwrap();

    let kept = verified.remember("2026-06-06T06:06:06.666Z".to_owned());
    assert_eq!(kept.seq, 3);
    assert_eq!(kept.since, remembered.since, "the identity is as old as it was");
}

#[test]
fn what_is_remembered_reads_back_from_json() {
    let remembered = remembered(&manifest(), 1);

    let json = serde_json::to_string(&remembered).unwrap();

    assert_eq!(serde_json::from_str::<Remembered>(&json).unwrap(), remembered);
    let with_more = json.replace('}', r#","more":1}"#);
    assert!(serde_json::from_str::<Remembered>(&with_more).is_err());
}

#[test]
fn a_weak_identity_is_refused() {
    let neutral_point = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let second_spelling = "7v_______________________________________38";

    for identity in [neutral_point, second_spelling] {
        assert_eq!(identity.parse::<Identity>(), Err(KeyError::NotAnIdentity));
    }
}

#[test]
fn a_fingerprint_is_eight_groups_of_four_capital_digits() {
    let fingerprint = identity(1).public().fingerprint().to_string();

    let groups: Vec<_> = fingerprint.split(' ').collect();
    let is_capital_hex = |digit: char| digit.is_ascii_digit() || ('A'..='F').contains(&digit);
    assert_eq!(groups.len(), 8);
    assert!(groups.iter().all(|group| group.len() == 4 && group.chars().all(is_capital_hex)));
}
