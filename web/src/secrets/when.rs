//! Times in words, as people say them.

use oz_domain::Timestamp;

use super::window::whole;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How long ago `time` was, at `now_ms` milliseconds since 1970.
pub(crate) fn ago(time: &Timestamp, now_ms: f64) -> String {
    in_words((now_ms - js_sys::Date::parse(time.as_str())) / 1000.0)
}

/// The whole date and time, in the browser's language and time zone.
pub(crate) fn exactly(time: &Timestamp) -> String {
    let date = js_sys::Date::new(&time.as_str().into());
    date.to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}

/// The day, in the browser's language and time zone.
pub(crate) fn day(time: &Timestamp) -> String {
    let date = js_sys::Date::new(&time.as_str().into());
    date.to_locale_date_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}

/// Whether `time` is over, at `now_ms` milliseconds since 1970.
pub(crate) fn is_over(time: &Timestamp, now_ms: f64) -> bool {
    js_sys::Date::parse(time.as_str()) <= now_ms
}

/// A time as a `datetime-local` field has it: by the browser's clock, to the minute.
pub(crate) fn to_local(time: &Timestamp) -> String {
    let date = js_sys::Date::new(&time.as_str().into());
    date.set_time(date.get_time() - date.get_timezone_offset() * 60_000.0);
    String::from(date.to_iso_string()).chars().take(16).collect()
}

/// What such a field holds, as a time; `None` while it isn't whole.
pub(crate) fn from_local(text: &str) -> Option<Timestamp> {
    let date = js_sys::Date::new(&text.into());
    let is_time = !text.is_empty() && !date.get_time().is_nan();
    is_time.then(|| String::from(date.to_iso_string()).parse().ok()).flatten()
}

fn in_words(seconds: f64) -> String {
    match seconds {
        s if s < 45.0 => "just now".to_owned(),
        s if s < HOUR => format!("{} min ago", at_least_one(s / MINUTE)),
        s if s < DAY => format!("{} h ago", at_least_one(s / HOUR)),
        s if s < 2.0 * DAY => "yesterday".to_owned(),
        s if s < 60.0 * DAY => format!("{} days ago", at_least_one(s / DAY)),
        s if s < 730.0 * DAY => format!("{} months ago", at_least_one(s / (30.44 * DAY))),
        s => format!("{} years ago", at_least_one(s / (365.25 * DAY))),
    }
}

fn at_least_one(count: f64) -> usize {
    whole(count).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn times_are_told_as_people_say_them() {
        for (seconds, words) in [
            (-5.0, "just now"),
            (44.0, "just now"),
            (59.0, "1 min ago"),
            (3_599.0, "59 min ago"),
            (7_200.0, "2 h ago"),
            (DAY, "yesterday"),
            (3.5 * DAY, "3 days ago"),
            (100.0 * DAY, "3 months ago"),
            (800.0 * DAY, "2 years ago"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
    }

    #[test]
    fn what_a_field_holds_is_the_time_it_was_given() {
        let time: Timestamp = "2026-03-12T09:30:00.000Z".parse().unwrap();

        assert_eq!(from_local(&to_local(&time)), Some(time.clone()));
        assert_eq!(to_local(&time).len(), "2026-03-12T09:30".len());
        assert!(["", "2026-03-12", "tomorrow"].iter().all(|text| from_local(text).is_none_or(|other| other != time)));
        assert!(is_over(&time, 1_773_307_800_000.0) && !is_over(&time, 1_773_307_799_999.0));
    }

    #[test]
    fn a_time_on_the_wire_is_understood() {
        let time = "2026-03-12T09:30:00.000Z".parse().unwrap();

        assert_eq!(ago(&time, 1_773_307_800_000.0 + 120_000.0), "2 min ago");
    }
}
