//! Whatever is read as an envelope is written as it was understood, and opening it never panics.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use oz_crypto::{Envelope, OwnerKind, PrivateKey, SealBinding, Suite, open};
use serde_json::Value;

#[path = "../edits.rs"]
mod edits;

use edits::{Edits, edited};

const BINDING: SealBinding<'static> = SealBinding {
    workspace_id: "workspace",
    secret_id: "secret",
    owner_kind: OwnerKind::Team,
    owner_id: "team",
    name: "NAME",
    secret_type: "raw_value",
    revision: 1,
};

static KEYS: LazyLock<[PrivateKey; 2]> =
    LazyLock::new(|| Suite::ALL.map(|suite| PrivateKey::from_bytes(suite, &[7; 32]).expect("32 bytes")));

static FROZEN: LazyLock<[String; 2]> = LazyLock::new(|| {
    let files = [include_str!("../../tests/frozen/x25519.json"), include_str!("../../tests/frozen/xwing.json")];
    files.map(|file| {
        let frozen: Value = serde_json::from_str(file).expect("frozen files are well formed");
        frozen["envelope"].to_string()
    })
});

fuzz_target!(|input: (Edits, &str)| {
    check(input.1);
    for frozen in FROZEN.iter() {
        check(&edited(frozen, &input.0));
    }
});

fn check(json: &str) {
    let by_itself = Envelope::from_json(json);
    let by_serde: Result<Envelope, _> = serde_json::from_str(json);
    assert_eq!(by_itself.is_ok(), by_serde.is_ok());
    let Ok(envelope) = by_itself else { return };

    let written = serde_json::to_string(&envelope).expect("envelopes are writable");
    assert_eq!(Envelope::from_json(&written).as_ref(), Ok(&envelope));
    for key in KEYS.iter() {
        let named = written.replace(&envelope.kid().to_string(), &key.kid().to_string());
        let named = Envelope::from_json(&named).expect("only the key id changed");
        assert!(open(key, &BINDING, &named).is_err(), "nobody sealed this");
    }
}
