//! Two people changed one list of names: what each did, and what comes of both.

use oz_domain::{Declared, Reference, ReferenceText, References, Scope};

use super::list::{entries, same};

/// A reference in the list before, in theirs, in mine; `None` where it isn't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) name: String,
    pub(crate) scope: Option<Scope>,
    /// Whether it stood there before.
    pub(crate) before: bool,
    /// Whether they have it.
    pub(crate) theirs: bool,
    /// Whether I have it.
    pub(crate) mine: bool,
}

/// What comes of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) declared: Declared,
    /// The names that anybody changed.
    pub(crate) sides: Vec<Side>,
    /// Whether both changed the same thing in different ways, so that mine was taken.
    pub(crate) is_disputed: bool,
}

/// Merges two declarations that began as the same: whoever changed something alone is followed; where both did, I am.
pub(crate) fn merge(before: &Declared, theirs: &Declared, mine: &Declared) -> Merge {
    let mut is_disputed = false;
    let mut merged = Vec::new();
    let mut sides = Vec::new();
    for key in keys([before, mine, theirs]) {
        let [was, their, my] = [before, theirs, mine].map(|declared| find(declared, key));
        let taken = if my == was { their } else { my };
        is_disputed |= my != was && their != was && my != their;
        merged.extend(taken.cloned().map(ReferenceText::from));
        if my != was || their != was {
            sides.push(Side {
                name: key.name.to_string(),
                scope: key.scope,
                before: was.is_some(),
                theirs: their.is_some(),
                mine: my.is_some(),
            });
        }
    }
    let i_chose = mine.is_some() != before.is_some();
    let they_chose = theirs.is_some() != before.is_some();
    let is_declared = if i_chose || !they_chose { mine.is_some() } else { theirs.is_some() };
    // Names of two lists may overlap or share a variable; then mine stands as it is.
    let list = References::parse(merged);
    is_disputed |= list.is_err();
    let declared = match list {
        Ok(list) => is_declared.then_some(list),
        Err(_) => mine.clone(),
    };
    Merge { declared, sides, is_disputed }
}

/// Every reference of any list, once, in the order of the first list that has it.
fn keys(lists: [&Declared; 3]) -> Vec<&Reference> {
    let mut keys: Vec<&Reference> = Vec::new();
    for reference in lists.into_iter().flat_map(entries) {
        if !keys.iter().any(|key| same(key, reference)) {
            keys.push(reference);
        }
    }
    keys
}

fn find<'d>(declared: &'d Declared, key: &Reference) -> Option<&'d Reference> {
    entries(declared).iter().find(|reference| same(reference, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[expect(clippy::unnecessary_wraps, reason = "what declares is an option")]
    fn list(names: &str) -> Declared {
        let text = |name: &str| {
            let (name, required) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
            ReferenceText { name: name.to_owned(), scope: None, variable: None, required }
        };
        Some(References::parse(names.split_whitespace().map(text).collect()).unwrap())
    }

    #[test]
    fn what_each_did_alone_is_done() {
        let merge = merge(&list("A B C"), &list("A C D"), &list("A B E"));

        assert_eq!(merge.declared, list("A E D"));
        assert!(!merge.is_disputed);
        let told: Vec<_> = merge.sides.iter().map(|side| (side.name.as_str(), side.theirs, side.mine)).collect();
        assert_eq!(told, [("B", false, true), ("C", true, false), ("E", false, true), ("D", true, false)]);
    }

    #[test]
    fn where_both_changed_one_reference_mine_is_taken_and_said_to_be_disputed() {
        let merge = merge(&list("A"), &list("A!"), &list(""));

        assert_eq!(merge.declared, list(""));
        assert!(merge.is_disputed);
    }

    #[test]
    fn the_same_change_by_both_is_no_dispute() {
        let merge = merge(&list("A"), &list("A B!"), &list("A B!"));

        assert_eq!(merge.declared, list("A B!"));
        assert!(!merge.is_disputed);
    }

    #[test]
    fn who_alone_chose_another_kind_of_list_is_followed() {
        assert_eq!(merge(&None, &list("A"), &None).declared, list("A"));
        assert_eq!(merge(&list("A"), &list("A B"), &None).declared, None);
        assert_eq!(merge(&list("A"), &None, &list("A")).declared, None);
    }

    #[test]
    fn nothing_changed_leaves_nothing_to_tell() {
        assert!(merge(&list("A B"), &list("A B"), &list("A B")).sides.is_empty());
    }
}
