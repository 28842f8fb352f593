//! Each malformed envelope has its own error; a good one reads back as it was written.

use oz_crypto::{Envelope, EnvelopeError, Suite, seal};

use crate::fixtures::{BINDING, plaintext, private_key, recipient_of};

/// The shortest `sealed` there is: 304 bytes, 406 digits, the last with 4 bits of nothing.
fn sealed() -> String {
    "A".repeat(406)
}

fn with(kid: &str, sealed: &str) -> String {
    format!(r#"{{"v":1,"kid":"{kid}","sealed":"{sealed}"}}"#)
}

fn flaw(json: &str) -> EnvelopeError {
    let error = Envelope::from_json(json).unwrap_err();
    if let Err(inside_a_request) = serde_json::from_str::<Envelope>(json) {
        let said = inside_a_request.to_string();
        let by_serde = matches!(error, EnvelopeError::NotJson | EnvelopeError::WrongShape);
        assert!(by_serde || said.starts_with(&error.to_string()), "{said}");
    } else {
        panic!("serde believes what `from_json` refuses");
    }
    error
}

const KID: &str = "0123456789abcdef";

#[test]
fn an_envelope_reads_back_as_it_was_written() {
    for suite in Suite::ALL {
        let recipient = recipient_of(&private_key(suite));
        let envelope = seal(&recipient, &BINDING, plaintext(b"{}")).unwrap();

        let json = serde_json::to_string(&envelope).unwrap();

        assert!(json.starts_with(&format!(r#"{{"v":1,"kid":"{}","sealed":""#, recipient.kid())));
        assert_eq!(Envelope::from_json(&json).unwrap(), envelope);
    }
}

#[test]
fn the_order_of_fields_and_white_space_do_not_matter() {
    let json = format!(" {{ \"sealed\": \"{}\",\n\"kid\": \"{KID}\", \"v\": 1 }} ", sealed());

    assert!(Envelope::from_json(&json).is_ok());
}

#[test]
fn what_is_not_json_is_told() {
    for json in ["", "{", "sealed", "{\"v\":1,}", "{} {}"] {
        assert_eq!(flaw(json), EnvelopeError::NotJson, "{json}");
    }
}

#[test]
fn another_shape_is_told() {
    let sealed = sealed();
    for json in [
        "[]".to_owned(),
        "null".to_owned(),
        format!(r#"{{"v":"1","kid":"{KID}","sealed":"{sealed}"}}"#),
        format!(r#"{{"v":1.5,"kid":"{KID}","sealed":"{sealed}"}}"#),
        format!(r#"{{"v":-1,"kid":"{KID}","sealed":"{sealed}"}}"#),
        format!(r#"{{"v":1,"kid":7,"sealed":"{sealed}"}}"#),
        format!(r#"{{"v":1,"kid":"{KID}","sealed":null}}"#),
    ] {
        assert_eq!(flaw(&json), EnvelopeError::WrongShape, "{json}");
    }
}

#[test]
fn an_unknown_field_is_told() {
    let json = with(KID, &sealed()).replace('}', r#","note":"x"}"#);

    assert_eq!(flaw(&json), EnvelopeError::UnknownField);
}

#[test]
fn a_repeated_field_is_told() {
    for (name, again) in [("v", "1"), ("kid", "\"x\""), ("sealed", "\"x\"")] {
        let json = with(KID, &sealed()).replace('}', &format!(r#","{name}":{again}}}"#));

        assert_eq!(flaw(&json), EnvelopeError::RepeatedField(name));
    }
}

#[test]
fn a_missing_field_is_told() {
    let sealed = sealed();
    for (name, json) in [
        ("v", format!(r#"{{"kid":"{KID}","sealed":"{sealed}"}}"#)),
        ("kid", format!(r#"{{"v":1,"sealed":"{sealed}"}}"#)),
        ("sealed", format!(r#"{{"v":1,"kid":"{KID}"}}"#)),
    ] {
        assert_eq!(flaw(&json), EnvelopeError::MissingField(name));
    }
}

#[test]
fn another_version_is_told() {
    for version in ["0", "2", "18446744073709551615"] {
        let json = with(KID, &sealed()).replace(":1,", &format!(":{version},"));

        assert_eq!(flaw(&json), EnvelopeError::UnknownVersion);
    }
}

#[test]
fn a_bad_key_id_is_told() {
    for kid in ["", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"] {
        assert_eq!(flaw(&with(kid, &sealed())), EnvelopeError::BadKeyId, "{kid}");
    }
}

#[test]
fn padded_base64url_is_told() {
    assert_eq!(flaw(&with(KID, &(sealed() + "=="))), EnvelopeError::Padded);
    assert_eq!(flaw(&with(KID, &(sealed() + "="))), EnvelopeError::Padded);
}

#[test]
fn what_is_not_base64url_is_told() {
    for foreign in ["+", "/", " ", "\\n", "é", "=A"] {
        let sealed = sealed().replacen('A', foreign, 1);

        assert_eq!(flaw(&with(KID, &sealed)), EnvelopeError::NotBase64Url, "{foreign}");
    }
}

#[test]
fn non_canonical_base64url_is_told() {
    let trailing_bits = sealed().replacen('A', "B", 406);
    let impossible_length = "A".repeat(409);
    for sealed in [trailing_bits, impossible_length] {
        assert_eq!(flaw(&with(KID, &sealed)), EnvelopeError::NonCanonicalBase64Url);
    }
}

#[test]
fn a_short_sealed_value_is_told() {
    for digits in ["", "AA", &"A".repeat(404)] {
        assert_eq!(flaw(&with(KID, digits)), EnvelopeError::TooShort);
    }
    assert!(Envelope::from_json(&with(KID, &sealed())).is_ok());
}

#[test]
fn no_error_repeats_what_it_was_given() {
    let marked = "MARK-ee-MARK";
    for json in [
        with(marked, &sealed()),
        with(KID, marked),
        with(KID, &format!("{marked}==")),
        with(KID, &sealed()).replace('}', &format!(r#","{marked}":"{marked}"}}"#)),
    ] {
        let from_json = Envelope::from_json(&json).unwrap_err();
        let by_serde = serde_json::from_str::<Envelope>(&json).unwrap_err();

        for said in [from_json.to_string(), format!("{from_json:?}"), by_serde.to_string()] {
            assert!(!said.contains("MARK"), "{said}");
        }
    }
}
