//! Envelopes sealed long ago, which must open for ever, and a manifest that must hold for ever.

use oz_crypto::{
    Envelope, OwnerKind, PrivateKey, SealBinding, SignedManifest, Suite, open, open_delivery,
};
use serde::Deserialize;

use crate::fixtures::hex;

const X25519: &str = include_str!("../frozen/x25519.json");
const X_WING: &str = include_str!("../frozen/xwing.json");
const MANIFEST: &str = include_str!("../frozen/manifest.json");

#[derive(Deserialize)]
struct Frozen {
    suite: Suite,
    private_key: String,
    workspace_id: String,
    secret_id: String,
    owner_kind: OwnerKind,
    owner_id: String,
    name: String,
    r#type: String,
    revision: u64,
    value: String,
    envelope: Envelope,
    run_id: String,
    delivery: Envelope,
}

#[test]
fn frozen_envelopes_open() {
    for file in [X25519, X_WING] {
        let frozen: Frozen = serde_json::from_str(file).unwrap();
        let private = PrivateKey::from_bytes(frozen.suite, &hex(&frozen.private_key)).unwrap();
        let binding = SealBinding {
            workspace_id: &frozen.workspace_id,
            secret_id: &frozen.secret_id,
            owner_kind: frozen.owner_kind,
            owner_id: &frozen.owner_id,
            name: &frozen.name,
            secret_type: &frozen.r#type,
            revision: frozen.revision,
        };

        let opened = open(&private, &binding, &frozen.envelope).unwrap();
        let delivered = open_delivery(
            &private,
            &frozen.workspace_id,
            &frozen.run_id,
            &frozen.delivery,
        );

        assert!(opened.expose() == frozen.value.as_bytes());
        assert!(delivered.unwrap().expose() == frozen.value.as_bytes());
    }
}

#[test]
fn a_frozen_manifest_holds() {
    let verified = SignedManifest::from_json(MANIFEST)
        .unwrap()
        .verify(None)
        .unwrap();

    assert_eq!(
        verified.identity().fingerprint().to_string(),
        "25FF 1C83 9496 B896"
    );
    assert_eq!(
        verified.manifest().hash().to_string(),
        "QkF9WWBBOyJgFxvp_aGORDOUFuGmXiVQmerqoMv57lE"
    );
    assert_eq!(verified.manifest().keys.len(), 2);
}
