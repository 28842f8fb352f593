//! Keys, bindings and values that the tests share. Nothing here is anybody's.

use chacha20::ChaCha20Rng;
use oz_crypto::{OwnerKind, Plaintext, PrivateKey, Recipient, SealBinding, Suite};
use rand_core::SeedableRng;

pub(crate) const BINDING: SealBinding<'static> = SealBinding {
    workspace_id: "01890000-0000-7000-8000-000000000001",
    secret_id: "01890000-0000-7000-8000-000000000002",
    owner_kind: OwnerKind::Team,
    owner_id: "01890000-0000-7000-8000-000000000003",
    name: "API_TOKEN",
    secret_type: "raw_value",
    revision: 1,
};

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn private_key(suite: Suite) -> PrivateKey {
    PrivateKey::generate_with_rng(suite, &mut rng(1)).unwrap()
}

pub(crate) fn recipient_of(private: &PrivateKey) -> Recipient {
    Recipient::new(private.public_key().clone())
}

pub(crate) fn plaintext(bytes: &[u8]) -> Plaintext {
    Plaintext::new(bytes.to_vec())
}

pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}
