//! The same core as WebAssembly in a browser, and its JavaScript face.
#![cfg(target_family = "wasm")]
#![expect(clippy::unwrap_used, reason = "a test that can't go on stops there")]

#[path = "frozen/read.rs"]
mod frozen;

#[cfg(feature = "js")]
#[path = "wasm/face.rs"]
mod face;

use oz_crypto::{OpenError, Plaintext, Recipient, SealBinding, SignedManifest, open, padded_len, seal};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use crate::frozen::Frozen;

wasm_bindgen_test_configure!(run_in_browser);

fn frozen() -> impl Iterator<Item = Frozen> {
    let read = |file| serde_json::from_str(file).expect("frozen files are well formed");
    frozen::ALL.into_iter().map(read)
}

#[wasm_bindgen_test]
fn frozen_envelopes_open() {
    for frozen in frozen() {
        let key = frozen.private_key().unwrap();

        assert!(frozen.open(&key).unwrap().expose() == frozen.value.as_bytes());
        assert!(frozen.open_delivery(&key).unwrap().expose() == frozen.value.as_bytes());
    }
}

#[wasm_bindgen_test]
fn a_frozen_manifest_holds() {
    let manifest = SignedManifest::from_json(frozen::MANIFEST).unwrap();

    assert!(manifest.verify(None).is_ok());
}

#[wasm_bindgen_test]
fn what_is_sealed_here_opens_under_its_own_binding_only() {
    for frozen in frozen() {
        let key = frozen.private_key().unwrap();
        let public = key.public_key();
        for recipient in [Recipient::new(public.clone()), Recipient::once(public.clone())] {
            let value = Plaintext::new(frozen.value.clone().into_bytes());
            let binding = frozen.binding();

            let envelope = seal(&recipient, &binding, value).unwrap();

            let opened = open(&key, &binding, &envelope).unwrap();
            assert!(opened.expose() == frozen.value.as_bytes());
            let other = SealBinding { name: "OTHER", ..binding };
            assert_eq!(open(&key, &other, &envelope).unwrap_err(), OpenError::Failed);
        }
    }
}

#[wasm_bindgen_test]
fn lengths_pad_as_they_do_natively() {
    for line in include_str!("padme.csv").lines().skip(1) {
        let (len, padded) = line.split_once(',').unwrap();

        assert_eq!(padded_len(len.parse().unwrap()), padded.parse::<u64>().unwrap(), "{len}");
    }
}
