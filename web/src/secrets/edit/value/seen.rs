//! What may be known about a value without knowing it: its length, and what a person may not have meant.

use oz_domain::{Format, FormatError, MAX_VARIABLE_BYTES};

use super::notice::{Notice, notices};
use crate::words::sentence;

/// What was seen in a value when it changed last. Nothing of the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its length in UTF-8.
    pub(super) bytes: usize,
    /// Whether it has a NUL character.
    pub(super) has_nul: bool,
    /// Why it isn't taken: the rule of its format, if it is there at all.
    misshapen: Option<FormatError>,
    /// What the person may not have meant.
    pub(super) notices: Vec<Notice>,
}

impl Seen {
    /// Looks at a value.
    pub(super) fn of(value: &str, format: Format) -> Self {
        let misshapen = format.check(value).err().filter(|_| !value.is_empty());
        Self { bytes: value.len(), has_nul: value.contains('\0'), misshapen, notices: notices(value) }
    }

    /// Whether only its shape is wrong: what is typed on may mend it.
    pub(super) fn is_only_misshapen(&self) -> bool {
        self.misshapen.is_some() && !self.has_nul
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// By how many bytes `NAME=value` is too long, if it is; the variable's name has `name_len` of them.
    pub(super) fn excess(&self, name_len: usize) -> Option<usize> {
        (name_len + 1 + self.bytes).checked_sub(MAX_VARIABLE_BYTES).filter(|excess| *excess > 0)
    }

    /// The rule that it breaks, in words.
    pub(super) fn broken_rule(&self, name_len: usize) -> Option<String> {
        if self.has_nul {
            return Some(
                "Has a NUL character, which no variable can hold. Take it out, or encode the value.".to_owned(),
            );
        }
        if let Some(rule) = self.misshapen {
            return Some(sentence(rule));
        }
        let excess = grouped(self.excess(name_len)?);
        Some(format!("Too long by {excess} bytes: name and value together have at most 131,071."))
    }

    /// What the person has not answered with 'Keep'.
    pub(super) fn open_notices(&self, kept: &[Notice]) -> Vec<Notice> {
        let is_kept = |notice: &Notice| kept.iter().any(|kept| kept.is_like(notice));
        self.notices.iter().filter(|notice| !is_kept(notice)).cloned().collect()
    }
}

/// A count with commas: `131,071`.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn nothing_of_the_value_is_kept() {
        for value in ["FAKE1 ", "\"FAKE1\"", "FAKE1=FAKE1"] {
            let seen = Seen::of(value, Format::Any);

            assert_eq!(seen.bytes, value.len());
            assert!(!seen.notices.is_empty() && !format!("{seen:?}").contains("FAKE1"));
        }
    }

    #[test]
    fn name_and_value_together_have_a_limit_and_the_excess_is_told() {
        let value = "v".repeat(MAX_VARIABLE_BYTES - 2);

        assert_eq!(Seen::of(&value, Format::Any).broken_rule(1), None);
        let told = Seen::of(&value, Format::Any).broken_rule(1_235).unwrap();
        assert!(told.starts_with("Too long by 1,234 bytes"), "{told}");
    }

    #[test]
    fn a_nul_is_refused_before_anything_else() {
        assert!(Seen::of("a\0b", Format::Any).broken_rule(1).unwrap().contains("NUL"));
    }

    #[test]
    fn what_is_no_text_of_the_format_is_told_by_its_rule_and_nothing_is_not_misshapen() {
        assert!(Seen::of("eu west", Format::Region).broken_rule(10).is_some_and(|rule| rule.ends_with('.')));
        assert_eq!(Seen::of("", Format::Region).broken_rule(10), None);
        assert_eq!(Seen::of("eu-west-1", Format::Region).broken_rule(10), None);
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!([grouped(7), grouped(1_000), grouped(1_048_576)], ["7", "1,000", "1,048,576"]);
    }
}
