//! Whatever is read as a manifest is written as it was understood, and is believed only when signed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oz_crypto::{Remembered, SignedManifest};

#[path = "../edits.rs"]
mod edits;

use edits::{Edits, edited};

const FROZEN: &str = include_str!("../../tests/frozen/manifest.json");

fuzz_target!(|input: (Edits, &str)| {
    // What a client remembers comes from storage that anything may have written.
    let remembered = serde_json::from_str::<Remembered>(input.1).ok();
    check(input.1, remembered.as_ref());
    check(&edited(FROZEN, &input.0), remembered.as_ref());
});

fn check(json: &str, remembered: Option<&Remembered>) {
    let Ok(manifest) = SignedManifest::from_json(json) else {
        return;
    };
    let written = serde_json::to_string(&manifest).expect("manifests are writable");
    assert_eq!(SignedManifest::from_json(&written).as_ref(), Ok(&manifest));
    let Ok(verified) = manifest.verify(remembered) else {
        return;
    };
    let again = manifest.verify(Some(&verified.remember(String::new())));
    assert!(again.is_ok(), "what was believed once is believed again");
    assert_eq!(verified.manifest(), frozen().verify(None).expect("it is signed").manifest());
}

fn frozen() -> SignedManifest {
    SignedManifest::from_json(FROZEN).expect("the frozen manifest is well formed")
}
