//! Which keys are refused, and what keys show of themselves.

use oz_crypto::{IdentityKey, KeyError, KeyId, PrivateKey, PublicKey, Suite};

use crate::fixtures::{hex, private_key};

const X25519: Suite = Suite::X25519Sha256ChaCha20Poly1305;
const X_WING: Suite = Suite::XWingSha256ChaCha20Poly1305;

/// All u-coordinates of order 1, 2, 4 or 8, on the curve and on its twist, spelled canonically.
const LOW_ORDER: [&str; 5] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/// p, p + 1, p + 18, and small numbers with the highest bit set.
const NON_CANONICAL: [&str; 5] = [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0900000000000000000000000000000000000000000000000000000000000080",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

/// An X-Wing key whose X25519 half is `point`.
fn x_wing_with(point: &str) -> Vec<u8> {
    let mut bytes = private_key(X_WING).public_key().as_bytes().to_vec();
    bytes[1184..].copy_from_slice(&hex(point));
    bytes
}

#[test]
fn keys_of_low_order_are_refused() {
    for point in LOW_ORDER {
        let x25519 = PublicKey::from_bytes(X25519, &hex(point));
        let x_wing = PublicKey::from_bytes(X_WING, &x_wing_with(point));

        assert_eq!(x25519.unwrap_err(), KeyError::LowOrder, "{point}");
        assert_eq!(x_wing.unwrap_err(), KeyError::LowOrder, "{point}");
    }
}

#[test]
fn keys_spelled_in_a_second_way_are_refused() {
    for point in NON_CANONICAL {
        let x25519 = PublicKey::from_bytes(X25519, &hex(point));
        let x_wing = PublicKey::from_bytes(X_WING, &x_wing_with(point));

        assert_eq!(x25519.unwrap_err(), KeyError::NonCanonical, "{point}");
        assert_eq!(x_wing.unwrap_err(), KeyError::NonCanonical, "{point}");
    }
}

#[test]
fn ml_kem_coefficients_that_are_not_reduced_are_refused() {
    let mut bytes = private_key(X_WING).public_key().as_bytes().to_vec();
    bytes[..2].copy_from_slice(&[0xff, 0xff]);

    let refused = PublicKey::from_bytes(X_WING, &bytes);

    assert_eq!(refused.unwrap_err(), KeyError::NonCanonical);
}

#[test]
fn the_base_point_and_a_point_on_the_twist_are_sound() {
    let [base, on_the_twist] = [9, 2].map(|u| {
        let mut bytes = [0; 32];
        bytes[0] = u;
        bytes
    });

    assert!(PublicKey::from_bytes(X25519, &base).is_ok());
    assert!(PublicKey::from_bytes(X25519, &on_the_twist).is_ok());
}

#[test]
fn keys_of_another_length_are_refused() {
    for suite in Suite::ALL {
        let expected = suite.public_key_len();
        for found in [0, 31, 33, 1184, 1215, 1217] {
            let refused = PublicKey::from_bytes(suite, &vec![9; found]);
            assert_eq!(refused.unwrap_err(), KeyError::WrongLength { expected, found });
        }
        for found in [0, 31, 33, 64] {
            let refused = PrivateKey::from_bytes(suite, &vec![9; found]);
            assert_eq!(refused.unwrap_err(), KeyError::WrongLength { expected: 32, found });
        }
    }
}

#[test]
fn a_private_key_reads_back_as_the_same_key() {
    for suite in Suite::ALL {
        let key = PrivateKey::generate(suite).unwrap();

        // EXPOSE: a test of a key that nobody uses.
        let again = PrivateKey::from_bytes(suite, key.expose_bytes()).unwrap();

        assert_eq!(again.public_key(), key.public_key());
        assert_eq!(again.kid(), KeyId::of(suite, key.public_key().as_bytes()));
    }
}

#[test]
fn private_keys_show_none_of_themselves() {
    let sealing = PrivateKey::from_bytes(X25519, &[0xab; 32]).unwrap();
    let identity = IdentityKey::from_bytes(&[0xab; 32]).unwrap();

    assert_eq!(format!("{sealing:?}"), format!("PrivateKey({}, [secret])", sealing.kid()));
    let fingerprint = identity.public().fingerprint();
    assert_eq!(format!("{identity:?}"), format!("IdentityKey({fingerprint}, [secret])"));
}

#[test]
fn a_key_id_reads_back_and_only_in_lower_case() {
    let kid = KeyId::of(X25519, &[9; 32]);

    assert_eq!(kid.to_string().parse(), Ok(kid));
    let capitals = kid.to_string().to_uppercase();
    assert_eq!(capitals.parse::<KeyId>(), Err(KeyError::BadKeyId));
}

#[test]
fn one_key_in_two_suites_has_two_ids() {
    assert_ne!(KeyId::of(X25519, &[9; 32]), KeyId::of(X_WING, &[9; 32]));
}

#[test]
fn suites_read_back_by_name() {
    for suite in Suite::ALL {
        let json = serde_json::to_value(suite).unwrap();

        assert_eq!(json, suite.to_string());
        assert_eq!(suite.name().parse(), Ok(suite));
        assert_eq!(serde_json::from_value::<Suite>(json).unwrap(), suite);
    }
    assert_eq!("aes".parse::<Suite>(), Err(KeyError::UnknownSuite));
}
