//! What may be known about a value without knowing it: its length, and what a person may not have meant.

use oz_domain::MAX_VARIABLE_BYTES;

use super::notice::{Notice, notices};

/// What was seen in a value when it changed last. Nothing of the value itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::secrets::edit) struct Seen {
    /// Its length in UTF-8.
    pub(in crate::secrets::edit) bytes: usize,
    /// Whether it has a NUL character.
    pub(in crate::secrets::edit) has_nul: bool,
    /// What the person may not have meant.
    pub(super) notices: Vec<Notice>,
}

impl Seen {
    /// Looks at a value.
    pub(super) fn of(value: &str) -> Self {
        Self { bytes: value.len(), has_nul: value.contains('\0'), notices: notices(value) }
    }

    /// Whether there is nothing.
    pub(in crate::secrets::edit) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// By how many bytes `NAME=value` is too long, if it is.
    pub(in crate::secrets::edit) fn excess(&self, name: &str) -> Option<usize> {
        (name.len() + 1 + self.bytes).checked_sub(MAX_VARIABLE_BYTES).filter(|excess| *excess > 0)
    }

    /// The rule that it breaks, in words.
    pub(super) fn broken_rule(&self, name: &str) -> Option<String> {
        if self.has_nul {
            return Some(
                "Has a NUL character, which no variable can hold. Take it out, or encode the value.".to_owned(),
            );
        }
        let excess = grouped(self.excess(name)?);
        Some(format!("Too long by {excess} bytes: name and value together have at most 131,071."))
    }

    /// What the person has not answered with 'Keep'.
    pub(super) fn open_notices(&self, kept: &[Notice]) -> Vec<Notice> {
        let is_kept = |notice: &Notice| kept.iter().any(|kept| kept.is_like(notice));
        self.notices.iter().filter(|notice| !is_kept(notice)).cloned().collect()
    }
}

/// A count with commas: `131,071`.
pub(in crate::secrets::edit) fn grouped(count: usize) -> String {
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
            let seen = Seen::of(value);

            assert_eq!(seen.bytes, value.len());
            assert!(!seen.notices.is_empty() && !format!("{seen:?}").contains("FAKE1"));
        }
    }

    #[test]
    fn name_and_value_together_have_a_limit_and_the_excess_is_told() {
        let value = "v".repeat(MAX_VARIABLE_BYTES - 2);

        assert_eq!(Seen::of(&value).broken_rule("N"), None);
        let told = Seen::of(&value).broken_rule(&"N".repeat(1_235)).unwrap();
        assert!(told.starts_with("Too long by 1,234 bytes"), "{told}");
    }

    #[test]
    fn a_nul_is_refused_before_anything_else() {
        assert!(Seen::of("a\0b").broken_rule("N").unwrap().contains("NUL"));
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!([grouped(7), grouped(1_000), grouped(1_048_576)], ["7", "1,000", "1,048,576"]);
    }
}
