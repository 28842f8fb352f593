//! A run's own labels: few, short, set once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many pairs a list can be filtered by.
pub const MAX_METADATA_FILTERS: usize = 5;

/// Keys and values that whoever started a run attached to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
pub struct RunMetadata(BTreeMap<String, String>);

/// Which rule the labels break. Never repeats one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataError {
    /// More than [`RunMetadata::MAX_KEYS`].
    #[error("at most 20 keys")]
    TooMany,
    /// A key that isn't one.
    #[error("a key is 1 to 64 of letters without accents, digits, `.`, `_` and `-`")]
    Key,
    /// A value that is too long, or has a NUL.
    #[error("a value has at most 256 bytes, and no NUL character")]
    Value,
}

impl RunMetadata {
    /// How many keys there are at most.
    pub const MAX_KEYS: usize = 20;
    const MAX_KEY_BYTES: usize = 64;
    const MAX_VALUE_BYTES: usize = 256;

    /// The pairs, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<BTreeMap<String, String>> for RunMetadata {
    type Error = MetadataError;

    fn try_from(pairs: BTreeMap<String, String>) -> Result<Self, MetadataError> {
        if pairs.len() > Self::MAX_KEYS {
            return Err(MetadataError::TooMany);
        }
        let is_key_byte = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        for (key, value) in &pairs {
            if !(1..=Self::MAX_KEY_BYTES).contains(&key.len()) || !key.bytes().all(is_key_byte) {
                return Err(MetadataError::Key);
            }
            if value.len() > Self::MAX_VALUE_BYTES || value.contains('\0') {
                return Err(MetadataError::Value);
            }
        }
        Ok(Self(pairs))
    }
}

impl From<RunMetadata> for BTreeMap<String, String> {
    fn from(metadata: RunMetadata) -> Self {
        metadata.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<RunMetadata, MetadataError> {
        let pairs: BTreeMap<_, _> = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        pairs.try_into()
    }

    #[test]
    fn labels_within_the_limits_are_taken() {
        assert!(read(&[("ticket.id_1-A", "VIS-238"), ("empty", ""), (&"k".repeat(64), &"v".repeat(256))]).is_ok());
    }

    #[test]
    fn labels_beyond_the_limits_are_refused() {
        for key in ["", "a b", "ä", "a/b", &"k".repeat(65)] {
            assert_eq!(read(&[(key, "")]), Err(MetadataError::Key), "{key}");
        }
        for value in ["a\0b", &"v".repeat(257), &"ä".repeat(129)] {
            assert_eq!(read(&[("key", value)]), Err(MetadataError::Value));
        }
        let many: BTreeMap<_, _> = (0..21).map(|n| (n.to_string(), String::new())).collect();
        assert_eq!(RunMetadata::try_from(many), Err(MetadataError::TooMany));
    }
}
