//! Times that come again and again, as five fields in UTC. The fields are read and computed by `cronexpr`.

use cronexpr::{Crontab, FallbackTimezoneOption, MakeTimestamp, ParseOptions, parse_crontab_with};

use crate::clock::Moment;

/// Times that come again and again.
#[derive(Debug, Clone)]
pub(crate) struct Cron(Crontab);

/// Why a text gives no such times.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CronError {
    /// Something in it can't be read.
    #[error("at character {position}: {why}")]
    Malformed {
        /// Where, counted in characters from 1.
        position: usize,
        /// The rule that is broken.
        why: String,
    },
    /// Each field can be read, and no day has them all.
    #[error("these times never come: no day in the next four years has them all")]
    Never,
}

const FIELDS: [&str; 5] = ["minute", "hour", "day of the month", "month", "day of the week"];
const LONGEST: usize = 256;

impl Cron {
    /// Reads five fields: minute, hour, day of the month, month, day of the week.
    pub(crate) fn parse(text: &str) -> Result<Self, CronError> {
        let malformed = |byte: usize, why: String| {
            Err(CronError::Malformed { position: 1 + text.get(..byte).unwrap_or(text).chars().count(), why })
        };
        if text.len() > LONGEST {
            return malformed(LONGEST, format!("five fields have at most {LONGEST} characters"));
        }
        let fields = fields(text);
        if let Some(missing) = FIELDS.get(fields.len()) {
            return malformed(text.len(), format!("the {missing} is missing; five fields are needed"));
        }
        if let Some((start, _)) = fields.get(FIELDS.len()) {
            return malformed(*start, "there are more than five fields; times are in UTC".to_owned());
        }
        let normalized = fields.iter().map(|(_, field)| *field).collect::<Vec<_>>().join(" ");
        let mut options = ParseOptions::default();
        options.fallback_timezone_option = FallbackTimezoneOption::UTC;
        match parse_crontab_with(&normalized, options) {
            Ok(crontab) => Ok(Self(crontab)),
            Err(error) => {
                let (offset, why) = explained(&error.to_string());
                let before = normalized.get(..offset).unwrap_or_default().matches(' ').count();
                malformed(original(&fields, offset), plain(&why, FIELDS.get(before).unwrap_or(&"field")))
            }
        }
    }

    /// Reads five fields whose times come at all.
    pub(crate) fn parse_coming(text: &str, now: Moment) -> Result<Self, CronError> {
        let cron = Self::parse(text)?;
        if cron.next_after(now).is_some() { Ok(cron) } else { Err(CronError::Never) }
    }

    /// The first of the times after a moment, if one comes within four years.
    pub(crate) fn next_after(&self, moment: Moment) -> Option<Moment> {
        let next = self.0.find_next(MakeTimestamp(moment.into())).ok()?;
        Some(next.timestamp().into())
    }

    /// The next times after a moment.
    pub(crate) fn times_after(&self, moment: Moment) -> impl Iterator<Item = Moment> {
        std::iter::successors(self.next_after(moment), |last| self.next_after(*last))
    }
}

/// The fields and where they begin, in bytes.
fn fields(text: &str) -> Vec<(usize, &str)> {
    let start = |field: &str| field.as_ptr() as usize - text.as_ptr() as usize;
    text.split_ascii_whitespace().map(|field| (start(field), field)).collect()
}

/// Where, in bytes of what was read, and which rule: the last line has a caret under the place, and the rule after it.
fn explained(message: &str) -> (usize, String) {
    let last = message.lines().last().unwrap_or_default();
    let (before, why) = last.split_once('^').unwrap_or(("", last));
    (before.len(), why.trim().to_owned())
}

/// The rule in words that need no manual; rules that aren't known here stay as they are.
fn plain(why: &str, field: &str) -> String {
    let rest = why.strip_prefix("value must be in range ").and_then(|rest| rest.split_once("; found "));
    if let Some((range, found)) = rest {
        return format!("the {field} is {}, not {found}", range.replace("..=", " to "));
    }
    if let Some(found) = why.strip_prefix("range must be in ascending order; found ") {
        return format!("a range goes up, and {found} goes down");
    }
    match why {
        "malformed expression" => {
            format!("the {field} can't be read: write `*`, a number, a range `1-5`, a list `1,3`, or steps `*/15`")
        }
        "step must be greater than 0" => "a step is 1 or more".to_owned(),
        other => other.to_owned(),
    }
}

/// The same place in the text with all its spaces.
fn original(fields: &[(usize, &str)], offset: usize) -> usize {
    let mut passed = 0;
    for (start, field) in fields {
        if offset <= passed + field.len() {
            return start + (offset - passed);
        }
        passed += field.len() + 1;
    }
    fields.last().map_or(0, |(start, field)| start + field.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thursday, 12 March 2026, 09:30:30 UTC.
    fn now() -> Moment {
        Moment::from_unix_ms(1_773_307_830_000)
    }

    fn next(text: &str) -> String {
        Cron::parse(text).unwrap().next_after(now()).unwrap().to_wire().to_string()
    }

    fn slip(text: &str) -> (usize, String) {
        match Cron::parse(text) {
            Err(CronError::Malformed { position, why }) => (position, why),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_next_time_comes_after_now_and_in_utc() {
        assert_eq!(next("0 9 * * *"), "2026-03-13T09:00:00.000Z");
        assert_eq!(next("*/5 * * * *"), "2026-03-12T09:35:00.000Z");
        assert_eq!(next("30 9 * * *"), "2026-03-13T09:30:00.000Z");
        assert_eq!(next("0 9 * * mon-FRI"), "2026-03-13T09:00:00.000Z");
        assert_eq!(next("  0\t9  *  *  7 "), "2026-03-15T09:00:00.000Z");
        assert_eq!(next("0 0 29 2 *"), "2028-02-29T00:00:00.000Z");
    }

    #[test]
    fn a_day_of_the_month_or_of_the_week_is_enough_when_both_are_given() {
        assert_eq!(next("0 9 1 * MON"), "2026-03-16T09:00:00.000Z");
    }

    #[test]
    fn times_follow_each_other() {
        let cron = Cron::parse("0 9 * * MON-FRI").unwrap();

        let times: Vec<_> = cron.times_after(now()).take(3).map(|time| time.to_wire().to_string()).collect();

        assert_eq!(times, ["2026-03-13T09:00:00.000Z", "2026-03-16T09:00:00.000Z", "2026-03-17T09:00:00.000Z"]);
    }

    #[test]
    fn a_slip_is_told_by_its_place_among_all_spaces() {
        for (text, position) in [
            ("61 * * * *", 1),
            ("0 25 * * *", 3),
            ("0   25 * * *", 5),
            ("0 9 * * 8", 9),
            ("0 0 * JAN-FOO *", 10),
            ("1,,2 * * * *", 2),
            ("*/0 * * * *", 1),
            ("5-1 * * * *", 1),
            ("0 9 é * *", 5),
            ("@daily", 7),
            ("0 9 * * * *", 11),
            ("0 9 * * * UTC", 11),
            ("H * * * *", 1),
        ] {
            assert_eq!(slip(text).0, position, "{text}: {}", slip(text).1);
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(slip(""), (1, "the minute is missing; five fields are needed".to_owned()));
        assert_eq!(slip("0 9 * *"), (8, "the day of the week is missing; five fields are needed".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_told_in_plain_words() {
        for (text, words) in [
            ("0 25 * * *", "the hour is 0 to 23, not 25"),
            ("0 9 * * 8", "the day of the week is 0 to 7, not 8"),
            (
                "0  9 * FOO *",
                "the month can't be read: write `*`, a number, a range `1-5`, a list `1,3`, or steps `*/15`",
            ),
            ("0 5-1 * * *", "a range goes up, and 5-1 goes down"),
            ("*/0 * * * *", "a step is 1 or more"),
        ] {
            assert_eq!(slip(text).1, words, "{text}");
        }
    }

    #[test]
    fn times_that_never_come_are_no_times() {
        for text in ["0 0 30 2 *", "0 0 31 4,6,9,11 *"] {
            assert_eq!(Cron::parse_coming(text, now()).unwrap_err(), CronError::Never, "{text}");
        }
        assert!(Cron::parse_coming("0 0 29 2 *", now()).is_ok());
    }

    #[test]
    fn a_text_of_any_length_is_answered_soon() {
        assert!(Cron::parse(&"*".repeat(100_000)).is_err());
        assert!(Cron::parse(&format!("{} * * * *", "1,".repeat(120) + "1")).is_ok());
    }
}
