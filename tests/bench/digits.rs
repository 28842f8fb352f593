//! How figures are written: for programs, and for people.

use serde_json::Number;

/// A whole number as such, so that programs needn't read `160000.0`.
pub(crate) fn number(value: f64) -> Option<Number> {
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53, as just checked")]
    if value.fract() == 0.0 && value.abs() < 9e15 {
        Some((value as i64).into())
    } else {
        // Four digits after the point are more than any of the measurements tells.
        Number::from_f64((value * 10_000.0).round() / 10_000.0)
    }
}

/// As people write it: groups of three digits, and as many after the point as tell something.
pub(crate) fn rounded(value: f64) -> String {
    let digits = match value.abs() {
        _ if value.fract() == 0.0 => 0,
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    let text = format!("{value:.digits$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && grouped != "-" {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_point() {
        assert_eq!(number(160_000.0).unwrap().to_string(), "160000");
        assert_eq!(number(0.123_456).unwrap().to_string(), "0.1235");
        assert!(number(f64::NAN).is_none());
    }

    #[test]
    fn people_read_groups_of_three_digits() {
        assert_eq!(rounded(1_234_567.0), "1,234,567");
        assert_eq!(rounded(999.6), "1,000");
        assert_eq!(rounded(0.123_456), "0.123");
        assert_eq!(rounded(-1_234.0), "-1,234");
    }
}
