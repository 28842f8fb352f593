//! How long a key lives, as people write it: `30d`, `12h`, `45m`.

use std::{str::FromStr, time::Duration};

/// A time span of at least a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime(Duration);

/// Why a text is not a lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a lifetime is a whole number and `d`, `h` or `m`, such as `30d`; ten years at most")]
pub struct LifetimeError;

const LONGEST: Duration = Duration::from_hours(3653 * 24);

impl Lifetime {
    /// The span.
    #[must_use]
    pub fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for Lifetime {
    type Err = LifetimeError;

    fn from_str(text: &str) -> Result<Self, LifetimeError> {
        let (count, unit) = [('d', 86_400), ('h', 3_600), ('m', 60)]
            .into_iter()
            .find_map(|(letter, seconds)| Some((text.strip_suffix(letter)?, seconds)))
            .ok_or(LifetimeError)?;
        let all_digits = count.bytes().all(|b| b.is_ascii_digit());
        let count: u64 = count.parse().ok().filter(|n| *n > 0 && all_digits).ok_or(LifetimeError)?;
        let span = Duration::from_secs(count.checked_mul(unit).ok_or(LifetimeError)?);
        if span <= LONGEST { Ok(Self(span)) } else { Err(LifetimeError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_reads_as_people_write_it() {
        let days = "30d".parse::<Lifetime>().unwrap();

        assert_eq!(days.duration(), Duration::from_hours(30 * 24));
        for wrong in ["", "d", "0d", "-1d", "+1d", "1.5h", "30", "30s", "9999999999999999999d", "40000d"] {
            assert_eq!(wrong.parse::<Lifetime>(), Err(LifetimeError), "{wrong}");
        }
    }
}
