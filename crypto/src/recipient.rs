//! A public key made ready to seal to.

use std::fmt;

use crate::kem::{Sender, Use};
use crate::keys::PublicKey;
use crate::kid::KeyId;
use crate::suite::Suite;

/// Whom to seal to. Make it once for each key and keep it.
pub struct Recipient {
    key: PublicKey,
    pub(crate) sender: Sender,
}

impl Recipient {
    /// Makes a table of the key's multiples: some 4 ms in a page, paid back by the third seal.
    #[must_use]
    pub fn new(key: PublicKey) -> Self {
        Self::for_use(key, Use::Often)
    }

    /// Makes no table: for a key that is sealed to once, such as a runner's.
    #[must_use]
    pub fn once(key: PublicKey) -> Self {
        Self::for_use(key, Use::Once)
    }

    fn for_use(key: PublicKey, planned: Use) -> Self {
        let sender =
            Sender::new(key.suite(), key.as_bytes(), planned).expect("a public key is checked when it is made");
        Self { key, sender }
    }

    /// The key's id.
    #[must_use]
    pub fn kid(&self) -> KeyId {
        self.key.kid()
    }

    /// The key's suite.
    #[must_use]
    pub fn suite(&self) -> Suite {
        self.key.suite()
    }

    /// The key itself.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.kid())
    }
}
