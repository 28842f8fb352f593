//! Identifiers: UUIDs, each kind a type of its own, so that one can't be passed for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

/// Why a text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is a lower-case, hyphenated UUID")]
#[non_exhaustive]
pub struct IdError;

/// The canonical reading only: other spellings of one UUID would be other bytes in a binding.
fn parse_canonical(text: &str) -> Result<Uuid, IdError> {
    let id = Uuid::try_parse(text).map_err(|_| IdError)?;
    if id.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == text { Ok(id) } else { Err(IdError) }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uuid"))]
        pub struct $name(Uuid);

        impl $name {
            /// A `UUIDv7` (RFC 9562) of this moment, in milliseconds since 1970, and ten random bytes.
            #[must_use]
            pub fn from_parts(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse_canonical(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

id!(
    /// One installation's tenant.
    WorkspaceId
);
id!(
    /// People who share secrets.
    TeamId
);
id!(
    /// A person.
    UserId
);
id!(
    /// A secret; made by the client that creates it, because the sealed value is bound to it.
    SecretId
);

impl SecretId {
    /// Whether it is a `UUIDv7`, as a new secret's id has to be: such ids are hard to hit by chance, and sort by age.
    #[must_use]
    pub fn is_version_7(self) -> bool {
        self.0.get_version_num() == 7
    }
}

id!(
    /// An API key (not the key itself).
    ApiKeyId
);
id!(
    /// What runs start in.
    EnvironmentId
);
id!(
    /// An agent identity.
    AgentId
);
id!(
    /// One execution.
    RunId
);
id!(
    /// What makes runs at given times.
    ScheduleId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_reads_back_as_written() {
        let id = SecretId::from_parts(1_700_000_000_000, [7; 10]);

        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().as_bytes()[14], b'7');
    }

    #[test]
    fn an_identifier_of_another_version_is_told_apart() {
        assert!(SecretId::from_parts(0, [0; 10]).is_version_7());
        for other in ["00000000-0000-0000-0000-000000000000", "5fb26df4-4b58-4c3a-9b2d-3d6f5c1a7e90"] {
            assert!(!other.parse::<SecretId>().unwrap().is_version_7(), "{other}");
        }
    }

    #[test]
    fn another_spelling_of_an_identifier_is_refused() {
        let text = SecretId::from_parts(1_700_000_000_000, [0xab; 10]).to_string();

        for other in [text.to_uppercase(), text.replace('-', ""), format!("{{{text}}}"), format!("urn:uuid:{text}")] {
            assert_eq!(other.parse::<SecretId>(), Err(IdError), "{other}");
        }
    }
}
