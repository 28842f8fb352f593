//! What can go wrong, one enum per operation. No message repeats a value, a key or an envelope.

use thiserror::Error;

use crate::identity::Fingerprint;
use crate::kid::KeyId;

/// The system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the system gave no random bytes")]
pub struct RandomnessError;

/// Why a key, key id, suite name or identity was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The suite's name is none of those known here.
    #[error("suite must be `x25519-sha256-chacha20poly1305` or `xwing-sha256-chacha20poly1305`")]
    UnknownSuite,
    /// The key has not the length that its suite asks for.
    #[error("key must be {expected} bytes long, not {found}")]
    WrongLength {
        /// Bytes that the suite asks for.
        expected: usize,
        /// Bytes that came.
        found: usize,
    },
    /// Two encodings would name the same key: a coordinate or coefficient is not reduced.
    #[error("public key must be encoded canonically")]
    NonCanonical,
    /// The point has a small order, so that anybody knows what it agrees on.
    #[error("public key must not be of low order")]
    LowOrder,
    /// The text is not canonical unpadded base64url.
    #[error("key must be canonical base64url without padding")]
    NotBase64Url,
    /// A key id that is not 16 lower-case hexadecimal digits.
    #[error("key id must be 16 lower-case hexadecimal digits")]
    BadKeyId,
    /// The bytes are not a strong Ed25519 public key.
    #[error("identity must be an Ed25519 public key")]
    NotAnIdentity,
}

/// Why a value was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The value is longer than [`MAX_VALUE_LEN`](crate::MAX_VALUE_LEN).
    #[error("value must be at most {} bytes long", crate::MAX_VALUE_LEN)]
    TooLong,
    /// The system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// The key agreement came out all zero. A checked public key can't bring this about.
    #[error("public key agrees on nothing")]
    KeyAgreement,
}

/// Why an envelope did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The envelope names another key than the one at hand.
    #[error("envelope is sealed to key {envelope}, not to {key}")]
    OtherKey {
        /// The key that the envelope names.
        envelope: KeyId,
        /// The key that was tried.
        key: KeyId,
    },
    /// It is bound to something else, was changed, or was never sealed to this key. There is no telling which.
    #[error("envelope does not open under this key and binding")]
    Failed,
}

/// Why a text is not an envelope. Each malformation has its own variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Not JSON at all, or not whole.
    #[error("envelope must be JSON")]
    NotJson,
    /// JSON, but no object with a number `v` and texts `kid` and `sealed`.
    #[error("envelope must be an object of `v` (a number), `kid` and `sealed` (texts)")]
    WrongShape,
    /// A field other than the three.
    #[error("envelope must have no fields other than `v`, `kid` and `sealed`")]
    UnknownField,
    /// A field came twice.
    #[error("envelope must have `{0}` only once")]
    RepeatedField(&'static str),
    /// A field is missing.
    #[error("envelope must have a field `{0}`")]
    MissingField(&'static str),
    /// A version that is not known here.
    #[error("envelope version must be 1")]
    UnknownVersion,
    /// `kid` is not 16 lower-case hexadecimal digits.
    #[error("`kid` must be 16 lower-case hexadecimal digits")]
    BadKeyId,
    /// `sealed` has `=` signs.
    #[error("`sealed` must be base64url without padding")]
    Padded,
    /// `sealed` has a character outside the base64url alphabet.
    #[error("`sealed` must be base64url: letters, digits, `-` and `_`")]
    NotBase64Url,
    /// `sealed` has a length or trailing bits that no encoder writes.
    #[error("`sealed` must be canonical base64url")]
    NonCanonicalBase64Url,
    /// `sealed` is shorter than the shortest possible sealed value.
    #[error("`sealed` is too short to be a sealed value")]
    TooShort,
}

/// Why a manifest of keys was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// Not JSON, or not of a manifest's shape.
    #[error("manifest must be JSON of the documented shape")]
    WrongShape,
    /// A key, key id, suite or identity in it is not well formed.
    #[error("manifest holds a bad key: {0}")]
    Key(#[from] KeyError),
    /// The signature is not by the identity over these contents.
    #[error("manifest signature does not hold")]
    BadSignature,
    /// A key id is not the one its key gives.
    #[error("key id {0} does not belong to its key")]
    WrongKeyId(KeyId),
    /// The same key stands there twice.
    #[error("key id {0} appears twice")]
    RepeatedKeyId(KeyId),
    /// Signed by another identity than the one remembered.
    #[error("server identity was {was}, and is now {now}")]
    IdentityChanged {
        /// The identity remembered.
        was: Fingerprint,
        /// The identity that signed this manifest.
        now: Fingerprint,
    },
    /// A lower sequence number than one seen before.
    #[error("manifest {offered} is older than manifest {seen}, which was seen before")]
    OlderThanSeen {
        /// The sequence number remembered.
        seen: u64,
        /// The sequence number offered.
        offered: u64,
    },
    /// The same sequence number as one seen before, with other contents.
    #[error("manifest {seq} differs from the manifest {seq} seen before")]
    Rewritten {
        /// The sequence number in question.
        seq: u64,
    },
    /// The next manifest does not follow from the one remembered.
    #[error("manifest {seq} does not follow from the manifest seen before")]
    BrokenChain {
        /// The sequence number in question.
        seq: u64,
    },
}
