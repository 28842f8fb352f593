//! The JSON that a sealed value travels and is stored in.

use std::fmt;

use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::aead::TAG_LEN;
use crate::base64url::{self, Base64UrlError};
use crate::error::EnvelopeError;
use crate::kid::KeyId;
use crate::padding::MIN_FRAME_LEN;
use crate::suite::Suite;

const VERSION: u64 = 1;
const MIN_SEALED_LEN: usize = Suite::X25519Sha256ChaCha20Poly1305.enc_len() + MIN_FRAME_LEN + TAG_LEN;

/// A sealed value: `{"v":1,"kid":"…","sealed":"…"}`. Safe to store, to show and to log the size of.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    kid: KeyId,
    sealed: Vec<u8>,
}

impl Envelope {
    pub(crate) fn from_parts(kid: KeyId, sealed: Vec<u8>) -> Self {
        Self { kid, sealed }
    }

    /// Reads an envelope, telling each malformation apart.
    ///
    /// # Errors
    ///
    /// An [`EnvelopeError`] for whatever is wrong first.
    pub fn from_json(json: &str) -> Result<Self, EnvelopeError> {
        let members: Members = serde_json::from_str(json)
            .map_err(|error| if error.is_data() { EnvelopeError::WrongShape } else { EnvelopeError::NotJson })?;
        members.try_into()
    }

    /// The id of the key it is sealed to.
    #[must_use]
    pub fn kid(&self) -> KeyId {
        self.kid
    }

    /// Encapsulated key, ciphertext and tag.
    #[must_use]
    pub fn sealed_bytes(&self) -> &[u8] {
        &self.sealed
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Envelope({}, {} bytes)", self.kid, self.sealed.len())
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = serializer.serialize_struct("Envelope", 3)?;
        envelope.serialize_field("v", &VERSION)?;
        envelope.serialize_field("kid", &self.kid)?;
        envelope.serialize_field("sealed", &base64url::encode(&self.sealed))?;
        envelope.end()
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Members::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

/// What stands in the JSON, before anything is believed.
#[derive(Default)]
struct Members {
    v: Option<u64>,
    kid: Option<String>,
    sealed: Option<String>,
    flaw: Option<EnvelopeError>,
}

impl TryFrom<Members> for Envelope {
    type Error = EnvelopeError;

    fn try_from(members: Members) -> Result<Self, Self::Error> {
        if let Some(flaw) = members.flaw {
            return Err(flaw);
        }
        if members.v.ok_or(EnvelopeError::MissingField("v"))? != VERSION {
            return Err(EnvelopeError::UnknownVersion);
        }
        let kid = members.kid.ok_or(EnvelopeError::MissingField("kid"))?;
        let kid = kid.parse().map_err(|_| EnvelopeError::BadKeyId)?;
        let sealed = members.sealed.ok_or(EnvelopeError::MissingField("sealed"))?;
        let sealed = base64url::decode(&sealed).map_err(|error| match error {
            Base64UrlError::Padded => EnvelopeError::Padded,
            Base64UrlError::ForeignCharacter => EnvelopeError::NotBase64Url,
            Base64UrlError::NonCanonical => EnvelopeError::NonCanonicalBase64Url,
        })?;
        if sealed.len() < MIN_SEALED_LEN {
            return Err(EnvelopeError::TooShort);
        }
        Ok(Self { kid, sealed })
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an envelope: an object of `v`, `kid` and `sealed`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Members::default();
        while let Some(name) = map.next_key::<String>()? {
            let repeated = match name.as_str() {
                "v" => members.v.replace(map.next_value()?).map(|_| "v"),
                "kid" => members.kid.replace(map.next_value()?).map(|_| "kid"),
                "sealed" => members.sealed.replace(map.next_value()?).map(|_| "sealed"),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    members.flaw.get_or_insert(EnvelopeError::UnknownField);
                    None
                }
            };
            if let Some(name) = repeated {
                members.flaw.get_or_insert(EnvelopeError::RepeatedField(name));
            }
        }
        Ok(members)
    }
}
