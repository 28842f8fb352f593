//! Times in words, as people say them.

use oz_domain::Timestamp;

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

fn at_least_one(count: f64) -> f64 {
    count.floor().max(1.0)
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
    fn a_time_on_the_wire_is_understood() {
        let time = "2026-03-12T09:30:00.000Z".parse().unwrap();

        assert_eq!(ago(&time, 1_773_307_800_000.0 + 120_000.0), "2 min ago");
    }
}
