//! Sealing keys: a public one that is known to be sound, a private one that is wiped when dropped.

use std::fmt;

use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

use crate::error::{KeyError, RandomnessError};
use crate::kem;
use crate::kid::KeyId;
use crate::stack;
use crate::suite::Suite;

/// A public sealing key that passed its checks: length, canonical encoding, not of low order.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    suite: Suite,
    bytes: Vec<u8>,
    kid: KeyId,
}

impl PublicKey {
    /// Checks the bytes of a public key.
    ///
    /// # Errors
    ///
    /// [`KeyError::WrongLength`], [`KeyError::NonCanonical`] or [`KeyError::LowOrder`].
    pub fn from_bytes(suite: Suite, bytes: &[u8]) -> Result<Self, KeyError> {
        kem::check_public(suite, bytes)?;
        Ok(Self { suite, bytes: bytes.to_vec(), kid: KeyId::of(suite, bytes) })
    }

    /// What the key is for.
    #[must_use]
    pub fn suite(&self) -> Suite {
        self.suite
    }

    /// The key as HPKE serializes it: 32 or 1,216 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key's id.
    #[must_use]
    pub fn kid(&self) -> KeyId {
        self.kid
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}, {})", self.kid, self.suite)
    }
}

/// A private sealing key: 32 bytes on the heap in either suite, wiped when dropped.
///
/// Not `Clone`, not `Serialize`; `Debug` shows the key's id only.
pub struct PrivateKey {
    secret: Box<Zeroizing<[u8; 32]>>,
    public: PublicKey,
}

impl PrivateKey {
    /// Bytes of a private key, in either suite.
    pub const LEN: usize = 32;

    /// Makes a new key.
    ///
    /// # Errors
    ///
    /// [`RandomnessError`] when the system gives no random bytes.
    pub fn generate(suite: Suite) -> Result<Self, RandomnessError> {
        let mut secret = Box::new(Zeroizing::new([0; Self::LEN]));
        getrandom::fill(secret.as_mut_slice()).map_err(|_| RandomnessError)?;
        Ok(Self::from_secret(suite, secret))
    }

    /// Makes a new key of the given randomness.
    ///
    /// # Errors
    ///
    /// [`RandomnessError`] when `rng` fails.
    pub fn generate_with_rng(suite: Suite, rng: &mut impl TryCryptoRng) -> Result<Self, RandomnessError> {
        let mut secret = Box::new(Zeroizing::new([0; Self::LEN]));
        rng.try_fill_bytes(secret.as_mut_slice()).map_err(|_| RandomnessError)?;
        Ok(Self::from_secret(suite, secret))
    }

    /// Reads a key back from what [`expose_bytes`](Self::expose_bytes) gave.
    ///
    /// # Errors
    ///
    /// [`KeyError::WrongLength`] unless there are 32 bytes.
    pub fn from_bytes(suite: Suite, bytes: &[u8]) -> Result<Self, KeyError> {
        let mut secret = Box::new(Zeroizing::new([0; Self::LEN]));
        if bytes.len() != Self::LEN {
            return Err(KeyError::WrongLength { expected: Self::LEN, found: bytes.len() });
        }
        secret.copy_from_slice(bytes);
        Ok(Self::from_secret(suite, secret))
    }

    fn from_secret(suite: Suite, secret: Box<Zeroizing<[u8; 32]>>) -> Self {
        let bytes = stack::wiped_after(|| kem::public_of(suite, &secret));
        let kid = KeyId::of(suite, &bytes);
        Self { secret, public: PublicKey { suite, bytes, kid } }
    }

    /// The key itself, for the keyring file. Each call says in an `// EXPOSE:` comment why.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The key that others seal to.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The public key's id.
    #[must_use]
    pub fn kid(&self) -> KeyId {
        self.public.kid
    }

    /// The public key's suite.
    #[must_use]
    pub fn suite(&self) -> Suite {
        self.public.suite
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({}, [secret])", self.public.kid)
    }
}
