//! What was noticed in a value, told without repeating any of it, and how it is mended.

use std::mem::discriminant;

use oz_domain::{
    SecretName,
    hints::{Hint, Repair, hints, is_invisible, split_assignment},
};
use zeroize::Zeroizing;

/// Something that a person may not have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    /// A whole `NAME=value` line. Without the name: what stands before `=` may be part of a value after all.
    Assignment,
    /// Anything else.
    Hint(Hint),
}

/// A value mended.
pub(super) struct Mended {
    pub(super) value: Zeroizing<String>,
    /// The name that stood in it.
    pub(super) name: Option<SecretName>,
}

/// What there is to notice, most important first.
pub(super) fn notices(value: &str) -> Vec<Notice> {
    let notice = |hint| match hint {
        Hint::Assignment(_) => Notice::Assignment,
        hint => Notice::Hint(hint),
    };
    hints(value).into_iter().map(notice).collect()
}

impl Notice {
    /// What a person is told.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Assignment => "Looks like a whole line: a name, `=` and a value.".to_owned(),
            Self::Hint(hint) => hint.to_string(),
        }
    }

    /// That there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::Hint(Hint::Empty)
    }

    /// Whether both are about the same, to whatever extent.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Hint(one), Self::Hint(other)) => discriminant(one) == discriminant(other),
            _ => self == other,
        }
    }

    /// What the button says that mends it; `None` where there is nothing to take away.
    pub(super) fn remedy(&self, takes_name: bool) -> Option<&'static str> {
        match self {
            Self::Assignment if takes_name => Some("Split into name and value"),
            Self::Assignment => Some("Keep only the value"),
            Self::Hint(Hint::WrappingQuotes | Hint::Invisible(2..)) => Some("Remove them"),
            Self::Hint(Hint::SurroundingSpace(_) | Hint::Invisible(_)) => Some("Remove it"),
            Self::Hint(_) => None,
        }
    }

    /// The value as it would be without what was noticed.
    pub(super) fn mended(&self, value: &str) -> Option<Mended> {
        match self {
            Self::Assignment => {
                let (name, value) = split_assignment(value)?;
                Some(Mended { value: Zeroizing::new(value.to_owned()), name: Some(name) })
            }
            Self::Hint(hint) => {
                let value = match hint.repaired(value)? {
                    Repair::Slice(part) => Zeroizing::new(part.to_owned()),
                    Repair::WithoutInvisible => without_invisible(value),
                };
                Some(Mended { value, name: None })
            }
        }
    }
}

fn without_invisible(value: &str) -> Zeroizing<String> {
    // As long as what it is made from, so that it never grows and leaves a copy.
    let mut kept = Zeroizing::new(String::with_capacity(value.len()));
    kept.extend(value.chars().filter(|c| !is_invisible(*c)));
    kept
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn mending_takes_away_what_was_noticed_and_nothing_else() {
        for (value, mended) in [(" a b\n", "a b"), ("'a'", "a"), ("KEY=a", "a"), ("a\u{200b}b", "ab")] {
            let notice = notices(value).remove(0);
            assert!(*notice.mended(value).unwrap().value == mended);
        }
    }

    #[test]
    fn a_pasted_line_gives_its_name_only_when_it_is_split() {
        let notice = notices("export API_KEY=fake").remove(0);

        assert!(!notice.sentence().contains("API_KEY"));
        assert_eq!(notice.mended("export API_KEY=fake").unwrap().name.unwrap().as_str(), "API_KEY");
    }

    #[test]
    fn what_is_kept_stays_away_to_whatever_extent_and_other_things_come() {
        let kept = notices(" x");

        assert!(notices("x ")[0].is_like(&kept[0]));
        assert!(!notices("'x'")[0].is_like(&kept[0]));
    }
}
