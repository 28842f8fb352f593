//! What may be known about a value without knowing it: its length, and what a person may not have meant.

use std::mem::discriminant;

use oz_domain::{
    MAX_VARIABLE_BYTES,
    hints::{Hint, Repair, hints, is_invisible},
};
use zeroize::Zeroizing;

/// What was seen in a value when it changed last. Nothing of the value itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::secrets::edit) struct Seen {
    /// Its length in UTF-8.
    pub(in crate::secrets::edit) bytes: usize,
    /// Whether it has a NUL character.
    pub(in crate::secrets::edit) has_nul: bool,
    /// What the person may not have meant.
    pub(in crate::secrets::edit) hints: Vec<Hint>,
}

impl Seen {
    /// Looks at a value.
    pub(super) fn of(value: &str) -> Self {
        Self { bytes: value.len(), has_nul: value.contains('\0'), hints: hints(value) }
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
            return Some("Has a NUL character, which no variable can hold. Take it out, or encode the value.".to_owned());
        }
        let excess = grouped(self.excess(name)?);
        Some(format!("Too long by {excess} bytes: name and value together have at most 131,071."))
    }

    /// The hints that the person has not answered with 'Keep'.
    pub(super) fn open_hints(&self, kept: &[Hint]) -> Vec<Hint> {
        let is_kept = |hint: &Hint| kept.iter().any(|kept| discriminant(kept) == discriminant(hint));
        self.hints.iter().filter(|hint| !is_kept(hint)).cloned().collect()
    }
}

/// The value as it would be if the hint were followed; `None` where there is nothing to take away.
pub(super) fn follow(hint: &Hint, value: &str) -> Option<Zeroizing<String>> {
    Some(match hint.repaired(value)? {
        Repair::Slice(part) => Zeroizing::new(part.to_owned()),
        Repair::WithoutInvisible => {
            // As long as what it is made from, so that it never grows and leaves a copy.
            let mut kept = Zeroizing::new(String::with_capacity(value.len()));
            kept.extend(value.chars().filter(|c| !is_invisible(*c)));
            kept
        }
    })
}

/// What the button says that follows a hint; `None` where there is nothing to take away.
pub(super) fn remedy(hint: &Hint, takes_name: bool) -> Option<&'static str> {
    match hint {
        Hint::Assignment(_) if takes_name => Some("Split into name and value"),
        Hint::Assignment(_) => Some("Keep only the value"),
        Hint::WrappingQuotes | Hint::Invisible(2..) => Some("Remove them"),
        Hint::SurroundingSpace(_) | Hint::Invisible(_) => Some("Remove it"),
        _ => None,
    }
}

/// A count with commas: `131,071`.
pub(in crate::secrets::edit) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn nothing_of_the_value_is_kept() {
        let seen = Seen::of("not-a-real-token ");

        assert!(!format!("{seen:?}").contains("not-a-real"));
        assert_eq!(seen.bytes, 17);
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
    fn a_hint_answered_with_keep_stays_away_and_others_come() {
        let kept = Seen::of(" x").hints;

        assert!(Seen::of("x ").open_hints(&kept).is_empty());
        assert_eq!(Seen::of("\"x\"").open_hints(&kept), vec![Hint::WrappingQuotes]);
    }

    #[test]
    fn following_a_hint_takes_away_what_it_is_about_and_nothing_else() {
        for (value, repaired) in [(" a b\n", "a b"), ("'a'", "a"), ("KEY=a", "a"), ("a\u{200b}b", "ab")] {
            let hint = Seen::of(value).hints.remove(0);
            assert!(*follow(&hint, value).unwrap() == repaired);
        }
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!([grouped(7), grouped(1_000), grouped(1_048_576)], ["7", "1,000", "1,048,576"]);
    }
}
