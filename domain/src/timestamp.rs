//! Points in time as they stand on the wire. Who computes with them converts them first.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// RFC 3339 in UTC with milliseconds, `2026-03-12T09:30:00.000Z`: fixed width, so that text order is time order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
pub struct Timestamp(String);

/// Why a text is not such a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written like `2026-03-12T09:30:00.000Z`")]
#[non_exhaustive]
pub struct TimestampError;

const SHAPE: &[u8] = b"0000-00-00T00:00:00.000Z";

impl Timestamp {
    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Checks the shape, not the calendar.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let fits = |(have, want): (u8, &u8)| {
            if *want == b'0' { have.is_ascii_digit() } else { have == *want }
        };
        if text.len() == SHAPE.len() && text.bytes().zip(SHAPE).all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TimestampError)
        }
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimestampError;
    fn try_from(text: String) -> Result<Self, TimestampError> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_fixed_shape_is_a_time() {
        assert!("2026-03-12T09:30:00.000Z".parse::<Timestamp>().is_ok());
        for wrong in
            ["", "2026-03-12", "2026-03-12T09:30:00Z", "2026-03-12T09:30:00.000+00", "2026-03-12 09:30:00.000Z"]
        {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
    }
}
