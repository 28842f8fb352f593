//! What time it is. Asked for through the state, so that tests can set it.

use std::{fmt, time::Duration};

use oz_domain::Timestamp;

/// Tells the time.
pub trait Clock: fmt::Debug + Send + Sync {
    /// This moment.
    fn now(&self) -> Moment;
}

/// A point in time that can be computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(jiff::Timestamp);

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment(jiff::Timestamp::now())
    }
}

impl Moment {
    /// The moment so many milliseconds after the start of 1970, or that start when no calendar reaches so far.
    #[must_use]
    pub fn from_unix_ms(ms: i64) -> Self {
        Self(jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }

    /// The moment that a program writes in ISO 8601; without an offset it is taken for UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let naive = || text.parse::<jiff::civil::DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
        let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| naive().map(|zoned| zoned.timestamp()))?;
        // Years that the wire can't write are no moments.
        (0..=9999).contains(&jiff::tz::Offset::UTC.to_datetime(moment).year()).then_some(Self(moment))
    }

    /// Milliseconds since the start of 1970; 0 before that.
    #[must_use]
    pub fn unix_ms(self) -> u64 {
        u64::try_from(self.0.as_millisecond()).unwrap_or(0)
    }

    /// So much later; the end of the calendar at most.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self(self.0.saturating_add(wait).unwrap_or(jiff::Timestamp::MAX))
    }

    /// So much earlier; the start of the calendar at least.
    #[must_use]
    pub fn before(self, wait: Duration) -> Self {
        Self(self.0.saturating_sub(wait).unwrap_or(jiff::Timestamp::MIN))
    }

    /// As it stands on the wire and in the store: UTC, to the millisecond.
    ///
    /// # Panics
    ///
    /// Never for the years 0 to 9999.
    #[must_use]
    pub fn to_wire(self) -> Timestamp {
        self.0.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string().parse().expect("the format is the shape")
    }
}

impl From<Moment> for jiff::Timestamp {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

impl From<jiff::Timestamp> for Moment {
    fn from(time: jiff::Timestamp) -> Self {
        Self(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_stands_on_the_wire_to_the_millisecond() {
        let moment = Moment::from_unix_ms(1_700_000_000_007);

        assert_eq!(moment.to_wire().as_str(), "2023-11-14T22:13:20.007Z");
    }

    #[test]
    fn a_moment_is_read_with_any_offset_or_none() {
        for text in [
            "2026-03-12T09:30:00Z",
            "2026-03-12T10:30:00.000000+01:00",
            "2026-03-12T09:30:00+00:00",
            "2026-03-12T09:30:00",
        ] {
            assert_eq!(
                Moment::parse(text).map(|moment| moment.to_wire().to_string()).as_deref(),
                Some("2026-03-12T09:30:00.000Z"),
                "{text}"
            );
        }
        for wrong in ["", "yesterday", "2026-13-01T00:00:00Z", "-000001-01-01T00:00:00Z"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_farthest_moments_can_be_written() {
        assert!(!Moment(jiff::Timestamp::MAX).to_wire().as_str().is_empty());
        assert!(Moment::from_unix_ms(0).before(Duration::from_secs(1)).unix_ms() == 0);
    }
}
