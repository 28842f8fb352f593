//! A binding's bytes tell any two bindings apart.

use oz_crypto::{Binding, KeyId, OpenError, OwnerKind, SealBinding, Suite, open, seal};
use proptest::prelude::*;

use crate::fixtures::{BINDING, plaintext, private_key, recipient_of};

fn kid() -> KeyId {
    "0123456789abcdef".parse().unwrap()
}

#[test]
fn moving_a_letter_between_fields_changes_the_binding() {
    let ab_c = SealBinding { owner_id: "ab", name: "c", ..BINDING };
    let a_bc = SealBinding { owner_id: "a", name: "bc", ..BINDING };

    assert_ne!(Binding::for_secret(&ab_c, kid()), Binding::for_secret(&a_bc, kid()));
}

#[test]
fn a_binding_is_its_fields_each_after_its_length() {
    let binding = SealBinding {
        workspace_id: "w",
        secret_id: "sé",
        owner_kind: OwnerKind::User,
        owner_id: "",
        name: "N",
        secret_type: "raw_value",
        revision: 42,
    };

    let expected = b"\0\0\0\x12oz-secrets/seal/v1\0\0\0\x01w\0\0\0\x03s\xc3\xa9\0\0\0\x04user\0\0\0\0\
        \0\0\0\x01N\0\0\0\x09raw_value\0\0\0\x0242\0\0\0\x100123456789abcdef";
    assert_eq!(Binding::for_secret(&binding, kid()).as_bytes(), expected);
}

#[test]
fn a_delivery_is_bound_to_workspace_run_and_key() {
    let expected = b"\0\0\0\x15oz-secrets/deliver/v1\0\0\0\x01w\0\0\0\x01r\0\0\0\x100123456789abcdef";

    let binding = Binding::for_delivery("w", "r", kid());

    assert_eq!(binding.as_bytes(), expected);
}

/// Everything that a value is bound to, owned, so that it can be made up.
#[derive(Clone, Debug, PartialEq)]
struct Owned {
    texts: [String; 5],
    owner_kind: OwnerKind,
    revision: u64,
}

impl Owned {
    fn borrow(&self) -> SealBinding<'_> {
        let [workspace_id, secret_id, owner_id, name, secret_type] = &self.texts;
        SealBinding {
            workspace_id,
            secret_id,
            owner_kind: self.owner_kind,
            owner_id,
            name,
            secret_type,
            revision: self.revision,
        }
    }
}

fn bindings() -> impl Strategy<Value = Owned> {
    let kinds = prop_oneof![Just(OwnerKind::Team), Just(OwnerKind::User)];
    let texts = proptest::array::uniform5("[ab\0]{0,3}|.{0,40}");
    (texts, kinds, any::<u64>()).prop_map(|(texts, owner_kind, revision)| Owned { texts, owner_kind, revision })
}

proptest! {
    #[test]
    fn different_bindings_have_different_bytes(one in bindings(), other in bindings()) {
        let same_bytes = Binding::for_secret(&one.borrow(), kid())
            == Binding::for_secret(&other.borrow(), kid());

        prop_assert_eq!(same_bytes, one == other);
    }

    #[test]
    fn any_changed_field_keeps_an_envelope_shut(
        sealed_as in bindings(),
        field in 0..7_usize,
        text in ".{0,40}",
        revision: u64,
    ) {
        let private = private_key(Suite::X25519Sha256ChaCha20Poly1305);
        let envelope = seal(&recipient_of(&private), &sealed_as.borrow(), plaintext(b"{}")).unwrap();
        let mut opened_as = sealed_as.clone();
        match field {
            5 => opened_as.owner_kind = match sealed_as.owner_kind {
                OwnerKind::Team => OwnerKind::User,
                OwnerKind::User => OwnerKind::Team,
            },
            6 => opened_as.revision = revision,
            text_field => opened_as.texts[text_field] = text,
        }
        prop_assume!(opened_as != sealed_as);

        let opened = open(&private, &opened_as.borrow(), &envelope);

        prop_assert_eq!(opened.unwrap_err(), OpenError::Failed);
    }
}
