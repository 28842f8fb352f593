//! Seals a value to a server's public key, bound to what the value is for, and opens it again.
//!
//! The construction is HPKE (RFC 9180), base mode, single shot; `docs/SEALING.md` is the wire format.
//!
//! ```
//! use oz_crypto::{OwnerKind, Plaintext, PrivateKey, Recipient, SealBinding, Suite, open, seal};
//!
//! let private = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305)?;
//! let recipient = Recipient::new(private.public_key().clone());
//! let binding = SealBinding {
//!     workspace_id: "01890000-0000-7000-8000-000000000001",
//!     secret_id: "01890000-0000-7000-8000-000000000002",
//!     owner_kind: OwnerKind::Team,
//!     owner_id: "01890000-0000-7000-8000-000000000003",
//!     name: "API_TOKEN",
//!     secret_type: "raw_value",
//!     revision: 1,
//! };
//!
//! let value = Plaintext::new(br#"{"value":"not-a-real-token"}"#.to_vec());
//! let envelope = seal(&recipient, &binding, value)?;
//! let opened = open(&private, &binding, &envelope)?;
//!
//! // EXPOSE: an example; what went in comes out.
//! assert!(opened.expose() == br#"{"value":"not-a-real-token"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aead;
mod base64url;
mod binding;
#[cfg(test)]
mod document;
mod envelope;
mod error;
mod fields;
mod frame;
mod hpke;
mod identity;
#[cfg(feature = "js")]
pub mod js;
mod kdf;
mod kem;
mod keys;
mod kid;
mod manifest;
mod open;
mod padding;
mod plaintext;
mod recipient;
mod seal;
mod stack;
mod suite;
mod verify;
mod wire;
mod x25519;
mod xwing;

pub use binding::{Binding, OwnerKind, OwnerKindError, SealBinding};
pub use envelope::Envelope;
pub use error::{EnvelopeError, KeyError, ManifestError, OpenError, RandomnessError, SealError};
pub use identity::{Fingerprint, Identity, IdentityKey};
pub use keys::{PrivateKey, PublicKey};
pub use kid::KeyId;
pub use manifest::{KeyStatus, Manifest, ManifestHash, ManifestKey, SignedManifest};
pub use open::{open, open_delivery};
pub use padding::padded_len;
pub use plaintext::{Plaintext, PlaintextBuilder};
pub use recipient::Recipient;
pub use seal::{MAX_VALUE_LEN, seal, seal_delivery, seal_delivery_with_rng, seal_with_rng};
pub use suite::Suite;
pub use verify::{Remembered, VerifiedManifest};
