//! How long a run took, in the words of ISO 8601.

use oz_domain::Timestamp;

/// The time between two moments, to the second: `PT2M30S`.
pub(super) fn between(start: Option<&Timestamp>, end: Option<&Timestamp>) -> Option<String> {
    let moment = |time: &Timestamp| time.as_str().parse::<jiff::Timestamp>().ok();
    let seconds = moment(end?)?.duration_since(moment(start?)?).as_secs().max(0);
    let mut text = String::from("PT");
    for (count, unit) in [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M'), (seconds % 60, 'S')] {
        if count > 0 {
            text.push_str(&count.to_string());
            text.push(unit);
        }
    }
    if seconds == 0 {
        text.push_str("0S");
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_with_the_parts_it_has() {
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        let start = time("2026-03-12T09:30:00.000Z");

        for (end, expected) in [
            ("2026-03-12T09:32:30.900Z", "PT2M30S"),
            ("2026-03-12T10:30:00.000Z", "PT1H"),
            ("2026-03-14T09:30:05.000Z", "PT48H5S"),
            ("2026-03-12T09:30:00.999Z", "PT0S"),
        ] {
            assert_eq!(between(Some(&start), Some(&time(end))).as_deref(), Some(expected));
        }
        assert_eq!(between(Some(&start), None), None);
    }
}
