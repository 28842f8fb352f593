//! What was sealed and signed long ago still opens and holds.

use oz_crypto::SignedManifest;

use crate::frozen::{self, Frozen};

#[test]
fn frozen_envelopes_open() {
    for file in frozen::ALL {
        let frozen: Frozen = serde_json::from_str(file).unwrap();
        let key = frozen.private_key().unwrap();

        let opened = frozen.open(&key).unwrap();
        let delivered = frozen.open_delivery(&key).unwrap();

        assert!(opened.expose() == frozen.value.as_bytes());
        assert!(delivered.expose() == frozen.value.as_bytes());
    }
}

#[test]
fn a_frozen_manifest_holds() {
    let manifest = SignedManifest::from_json(frozen::MANIFEST).unwrap();

    let verified = manifest.verify(None).unwrap();

    let fingerprint = verified.identity().fingerprint().to_string();
    let hash = verified.manifest().hash().to_string();
    assert_eq!(fingerprint, "25FF 1C83 9496 B896 F2A2 4D25 2404 1ABC");
    assert_eq!(hash, "QkF9WWBBOyJgFxvp_aGORDOUFuGmXiVQmerqoMv57lE");
}
