//! What a page sees: objects in, objects out, and errors to branch on.

use js_sys::{Error, JSON, Object, Reflect, Uint8Array};
use oz_crypto::js::{JsRecipient, verify_manifest};
use oz_crypto::{Envelope, open};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::frozen::{self, Frozen};

const NOW: &str = "2026-02-03T04:05:06.789Z";

fn parse(json: &str) -> JsValue {
    JSON::parse(json).expect("tests write JSON")
}

fn get(object: &JsValue, path: &[&str]) -> JsValue {
    path.iter().fold(object.clone(), |at, name| Reflect::get(&at, &(*name).into()).expect("an object has members"))
}

fn text(object: &JsValue, path: &[&str]) -> String {
    get(object, path).as_string().expect("a text stands there")
}

fn set(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    Reflect::set(object, &name.into(), &value.into()).expect("an object takes members");
}

fn code(error: &Error) -> String {
    assert_eq!(error.name(), "OzCryptoError");
    assert_ne!(error.message(), "");
    text(error, &["code"])
}

fn frozen(index: usize) -> Frozen {
    serde_json::from_str(frozen::ALL[index]).expect("frozen files are well formed")
}

fn recipient(index: usize) -> JsRecipient {
    let manifest = parse(frozen::MANIFEST);
    JsRecipient::new(get(&manifest, &["keys", &index.to_string()])).expect("the key is sound")
}

fn binding(index: usize) -> JsValue {
    // A frozen file has the members of a binding, and more.
    parse(frozen::ALL[index])
}

#[wasm_bindgen_test]
fn a_manifest_is_verified_as_text_and_as_an_object() {
    for manifest in [JsValue::from(frozen::MANIFEST), parse(frozen::MANIFEST)] {
        let verified = verify_manifest(&manifest, JsValue::NULL, NOW.to_owned()).unwrap();

        assert_eq!(text(&verified, &["fingerprint"]), "25FF 1C83 9496 B896 F2A2 4D25 2404 1ABC");
        assert_eq!(text(&verified, &["active_key", "suite"]), "xwing-sha256-chacha20poly1305");
        assert_eq!(get(&verified, &["seq"]).as_f64(), Some(2.0));
        assert_eq!(text(&verified, &["remembered", "since"]), NOW);
    }
}

#[wasm_bindgen_test]
fn what_is_remembered_keeps_since_when() {
    let manifest = parse(frozen::MANIFEST);
    let first = verify_manifest(&manifest, JsValue::UNDEFINED, NOW.to_owned()).unwrap();

    let again = verify_manifest(&manifest, get(&first, &["remembered"]), "later".to_owned());

    assert_eq!(text(&again.unwrap(), &["remembered", "since"]), NOW);
}

#[wasm_bindgen_test]
fn a_changed_identity_is_an_error_that_names_both() {
    let manifest = parse(frozen::MANIFEST);
    let verified = verify_manifest(&manifest, JsValue::NULL, NOW.to_owned()).unwrap();
    let remembered = get(&verified, &["remembered"]);
    set(&remembered, "identity", "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik");

    let error = verify_manifest(&manifest, remembered, NOW.to_owned()).unwrap_err();

    assert_eq!(code(&error), "manifest_identity_changed");
    assert_eq!(text(&error, &["now"]), "25FF 1C83 9496 B896 F2A2 4D25 2404 1ABC");
    assert_ne!(text(&error, &["was"]), text(&error, &["now"]));
}

#[wasm_bindgen_test]
fn an_older_manifest_is_an_error_that_names_both_numbers() {
    let manifest = parse(frozen::MANIFEST);
    let verified = verify_manifest(&manifest, JsValue::NULL, NOW.to_owned()).unwrap();
    let remembered = get(&verified, &["remembered"]);
    set(&remembered, "seq", 7);

    let error = verify_manifest(&manifest, remembered, NOW.to_owned()).unwrap_err();

    assert_eq!(code(&error), "manifest_older_than_seen");
    assert_eq!(get(&error, &["seen"]).as_f64(), Some(7.0));
    assert_eq!(get(&error, &["offered"]).as_f64(), Some(2.0));
}

#[wasm_bindgen_test]
fn each_flaw_of_a_manifest_has_its_code() {
    let changed = |name, value: JsValue| {
        let manifest = parse(frozen::MANIFEST);
        set(&manifest, name, value);
        manifest
    };
    for (manifest, expected) in [
        (changed("seq", 3.into()), "manifest_bad_signature"),
        (changed("more", 3.into()), "manifest_wrong_shape"),
        (changed("identity", "AAAA".into()), "key_wrong_length"),
        (changed("identity", "=".into()), "key_not_base64url"),
        (JsValue::from("{"), "manifest_wrong_shape"),
        (JsValue::NULL, "manifest_wrong_shape"),
        (JsValue::UNDEFINED, "manifest_wrong_shape"),
    ] {
        let error = verify_manifest(&manifest, JsValue::NULL, NOW.to_owned()).unwrap_err();

        assert_eq!(code(&error), expected);
    }
}

#[wasm_bindgen_test]
fn text_and_bytes_seal_to_what_opens_as_the_same() {
    for index in 0..2 {
        let frozen = frozen(index);
        let recipient = recipient(index);
        let as_bytes = Uint8Array::from(frozen.value.as_bytes());
        for value in [JsValue::from(&frozen.value), as_bytes.into()] {
            let envelope = recipient.seal(binding(index), &value).unwrap();

            let envelope = JSON::stringify(&envelope).unwrap().as_string().unwrap();
            let envelope = Envelope::from_json(&envelope).unwrap();
            let opened = open(&frozen.private_key().unwrap(), &frozen.binding(), &envelope);
            assert!(opened.unwrap().expose() == frozen.value.as_bytes());
        }
        assert_eq!(recipient.suite(), frozen.suite.to_string());
        assert_eq!(recipient.kid(), frozen.private_key().unwrap().kid().to_string());
    }
}

#[wasm_bindgen_test]
fn a_callers_bytes_are_left_as_they_were() {
    let bytes = Uint8Array::from(&b"{}"[..]);

    recipient(0).seal(binding(0), &bytes).unwrap();

    assert_eq!(bytes.to_vec(), b"{}");
}

#[wasm_bindgen_test]
fn half_a_surrogate_pair_is_refused_not_replaced() {
    let half = parse(r#""\ud83d""#);

    let error = recipient(0).seal(binding(0), &half).unwrap_err();

    assert_eq!(code(&error), "value_not_unicode");
}

#[wasm_bindgen_test]
fn arguments_of_another_shape_are_refused_by_name() {
    let recipient = recipient(0);
    let no_name = binding(0);
    Reflect::delete_property(&Object::from(no_name.clone()), &"name".into()).unwrap();
    let half_a_revision = binding(0);
    set(&half_a_revision, "revision", 1.5);

    for (binding, value, named) in [
        (no_name, JsValue::from("{}"), "`binding`"),
        (half_a_revision, JsValue::from("{}"), "`binding`"),
        (JsValue::NULL, JsValue::from("{}"), "`binding`"),
        (binding(0), JsValue::from(7), "`value`"),
        (binding(0), JsValue::NULL, "`value`"),
    ] {
        let error = recipient.seal(binding, &value).unwrap_err();

        assert_eq!(code(&error), "argument_wrong_shape");
        assert!(String::from(error.message()).contains(named));
    }
}

#[wasm_bindgen_test]
fn unsound_keys_are_refused_each_by_its_code() {
    for (suite, public_key, expected) in [
        ("x25519-sha256-chacha20poly1305", "A".repeat(43), "key_low_order"),
        ("x25519-sha256-chacha20poly1305", "_".repeat(42) + "8", "key_not_canonical"),
        ("x25519-sha256-chacha20poly1305", "AAAA".to_owned(), "key_wrong_length"),
        ("x25519-sha256-chacha20poly1305", "A".repeat(43) + "=", "key_not_base64url"),
        ("aes", "A".repeat(43), "key_unknown_suite"),
    ] {
        let key = Object::new();
        set(&key, "suite", suite);
        set(&key, "public_key", public_key);

        let error = JsRecipient::new(key.into()).unwrap_err();

        assert_eq!(code(&error), expected);
    }
}
