//! When a secret ends, in a change of it.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Timestamp;

/// When a secret ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expiry {
    /// It doesn't.
    Never,
    /// At this moment.
    At(Timestamp),
}

impl Expiry {
    /// How far ahead an end is at the least. Whoever wants it sooner disables the secret, and is told what needs it.
    pub const SOONEST: Duration = Duration::from_mins(1);

    /// The moment, if there is one.
    #[must_use]
    pub fn time(&self) -> Option<&Timestamp> {
        match self {
            Self::Never => None,
            Self::At(time) => Some(time),
        }
    }
}

impl Serialize for Expiry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.time().serialize(serializer)
    }
}

/// A member that is there: `null` is an answer of its own.
pub(super) fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Expiry>, D::Error> {
    let time = Option::<Timestamp>::deserialize(deserializer)?;
    Ok(Some(time.map_or(Expiry::Never, Expiry::At)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::UpdateSecret;

    #[test]
    fn an_expiry_that_is_absent_stays_and_null_is_never() {
        for (json, expected) in [
            ("{}", None),
            (r#"{"expires_at":null}"#, Some(Expiry::Never)),
            (
                r#"{"expires_at":"2026-03-12T09:30:00.000Z"}"#,
                Some(Expiry::At("2026-03-12T09:30:00.000Z".parse().unwrap())),
            ),
        ] {
            let change: UpdateSecret = serde_json::from_str(json).unwrap();
            assert_eq!(change.expires_at, expected);
            assert_eq!(serde_json::to_string(&change).unwrap(), json);
        }
    }
}
