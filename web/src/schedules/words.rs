//! Times to come in words: in UTC as schedules are written, and by the reader's own clock.

use js_sys::Date;
use oz_domain::Timestamp;
use wasm_bindgen::JsValue;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A time in milliseconds since 1970.
pub(super) fn at_ms(time: &Timestamp) -> f64 {
    Date::parse(time.as_str())
}

/// `Mon 23 Nov, 09:00 UTC`; with the year when it is another than at `now_ms`.
pub(super) fn in_utc(at_ms: f64, now_ms: f64) -> String {
    format!("{}, {} UTC", day(at_ms, now_ms), hour(at_ms))
}

/// `10:00 your time`, with the day when that is another; nothing where clocks show UTC.
pub(super) fn by_own_clock(at_ms: f64, now_ms: f64) -> Option<String> {
    let minutes_behind = Date::new(&JsValue::from_f64(at_ms)).get_timezone_offset();
    by_clock(at_ms, now_ms, -minutes_behind)
}

/// `in 3 hours`.
pub(super) fn until(at_ms: f64, now_ms: f64) -> String {
    let (count, one, many) = match at_ms - now_ms {
        left if left <= 0.0 => return "now".to_owned(),
        left if left < MINUTE => return "in less than a minute".to_owned(),
        left if left < HOUR => (left / MINUTE, "minute", "minutes"),
        left if left < DAY => (left / HOUR, "hour", "hours"),
        left if left < 60.0 * DAY => (left / DAY, "day", "days"),
        left if left < 730.0 * DAY => (left / (30.44 * DAY), "month", "months"),
        left => (left / (365.25 * DAY), "year", "years"),
    };
    let count = count.floor();
    format!("in {count} {}", if count < 2.0 { one } else { many })
}

fn by_clock(at_ms: f64, now_ms: f64, minutes_ahead: f64) -> Option<String> {
    if minutes_ahead == 0.0 {
        return None;
    }
    let (own, now) = (at_ms + minutes_ahead * MINUTE, now_ms + minutes_ahead * MINUTE);
    let (own_day, hour) = (day(own, now), hour(own));
    Some(if own_day == day(at_ms, now_ms) {
        format!("{hour} your time")
    } else {
        format!("{own_day}, {hour} your time")
    })
}

fn day(at_ms: f64, now_ms: f64) -> String {
    let [date, now] = [at_ms, now_ms].map(|ms| Date::new(&JsValue::from_f64(ms)));
    let name = |names: &[&'static str], at: u32| names.get(at as usize).copied().unwrap_or_default();
    let words =
        format!("{} {} {}", name(&DAYS, date.get_utc_day()), date.get_utc_date(), name(&MONTHS, date.get_utc_month()));
    if date.get_utc_full_year() == now.get_utc_full_year() {
        words
    } else {
        format!("{words} {}", date.get_utc_full_year())
    }
}

fn hour(at_ms: f64) -> String {
    let date = Date::new(&JsValue::from_f64(at_ms));
    format!("{:02}:{:02}", date.get_utc_hours(), date.get_utc_minutes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Monday, 23 November 2026, 09:00 UTC.
    const NINE: f64 = 1_795_424_400_000.0;

    #[test]
    fn a_time_is_told_in_utc_and_with_its_year_only_where_that_is_another() {
        assert_eq!(in_utc(NINE, NINE - DAY), "Mon 23 Nov, 09:00 UTC");
        assert_eq!(in_utc(NINE + 60.0 * DAY, NINE), "Fri 22 Jan 2027, 09:00 UTC");
    }

    #[test]
    fn the_readers_clock_is_told_where_it_shows_something_else() {
        assert_eq!(by_clock(NINE, NINE, 0.0), None);
        assert_eq!(by_clock(NINE, NINE, 60.0).as_deref(), Some("10:00 your time"));
        assert_eq!(by_clock(NINE, NINE, -600.0).as_deref(), Some("Sun 22 Nov, 23:00 your time"));
        assert_eq!(by_clock(NINE, NINE, 345.0).as_deref(), Some("14:45 your time"));
    }

    #[test]
    fn what_is_to_come_is_told_as_people_say_it() {
        for (left, words) in [
            (-1.0, "now"),
            (30_000.0, "in less than a minute"),
            (MINUTE, "in 1 minute"),
            (59.9 * MINUTE, "in 59 minutes"),
            (3.0 * HOUR, "in 3 hours"),
            (DAY, "in 1 day"),
            (59.0 * DAY, "in 59 days"),
            (100.0 * DAY, "in 3 months"),
            (800.0 * DAY, "in 2 years"),
        ] {
            assert_eq!(until(NINE + left, NINE), words);
        }
    }
}
