//! A list of references while it is edited: nothing declared, only these, or none.

use leptos::prelude::*;
use oz_domain::{Declared, Reference, ReferenceError, ReferenceListError, ReferenceText, References, Scope};

/// The three choices, as they stand under each other.
pub(super) const UNDECLARED: usize = 0;
pub(super) const ONLY: usize = 1;
pub(super) const NONE: usize = 2;

/// What something declares about secrets, while it is edited.
#[derive(Clone, Copy)]
pub(crate) struct Attached {
    pub(super) choice: RwSignal<usize>,
    /// Kept while another choice than 'only these' is made.
    pub(super) references: RwSignal<Vec<ReferenceText>>,
}

impl Attached {
    pub(crate) fn new(declared: &Declared) -> Self {
        let attached = Self { choice: RwSignal::new(UNDECLARED), references: RwSignal::default() };
        attached.set(declared);
        attached
    }

    /// Takes over what is declared.
    pub(crate) fn set(self, declared: &Declared) {
        self.choice.set(match declared {
            None => UNDECLARED,
            Some(list) if list.is_empty() => NONE,
            Some(_) => ONLY,
        });
        self.references.set(entries(declared).iter().cloned().map(ReferenceText::from).collect());
    }

    /// What is declared now. Follows changes.
    ///
    /// # Errors
    ///
    /// The first entry that breaks a rule.
    pub(crate) fn declared(self) -> Result<Declared, ReferenceListError> {
        match self.choice.get() {
            ONLY => References::parse(self.references.get()).map(Some),
            NONE => Ok(Some(References::default())),
            _ => Ok(None),
        }
    }

    /// What is wrong with the list as a whole, beyond what its lines say themselves. Follows changes.
    pub(crate) fn trouble(self) -> Option<String> {
        let name = |index: usize| self.references.with(|list| list.get(index).map(|text| text.name.clone()));
        match self.declared().err()? {
            ReferenceListError::SameVariable { index, first } => {
                Some(format!("{} and {} would be one variable.", name(first)?, name(index)?))
            }
            ReferenceListError::TooMany => Some("At most 500 secrets can be attached.".to_owned()),
            ReferenceListError::Duplicate { index, .. } => Some(format!("{} is named twice.", name(index)?)),
            ReferenceListError::Entry { index, why: ReferenceError::Name(rule) } => {
                Some(format!("{}: {rule}.", name(index)?))
            }
            _ => None,
        }
    }

    /// How many are attached. Follows changes.
    pub(super) fn count(self) -> usize {
        self.references.with(Vec::len)
    }

    /// Attaches or detaches a secret.
    pub(super) fn toggle(self, name: &str, scope: Option<Scope>, takes_any: bool) {
        self.references.update(|list| match place(list, name, scope, takes_any) {
            Some(at) => drop(list.remove(at)),
            None => list.push(ReferenceText { name: name.to_owned(), scope, variable: None, required: false }),
        });
    }

    /// Changes one reference, if it is there.
    pub(super) fn change(
        self,
        name: &str,
        scope: Option<Scope>,
        takes_any: bool,
        change: impl FnOnce(&mut ReferenceText),
    ) {
        self.references.update(|list| {
            if let Some(at) = place(list, name, scope, takes_any) {
                change(&mut list[at]);
            }
        });
    }
}

/// Where the reference to a secret stands; `takes_any` if one without a scope means this secret.
pub(super) fn place(list: &[ReferenceText], name: &str, scope: Option<Scope>, takes_any: bool) -> Option<usize> {
    let is_it = |text: &ReferenceText| text.scope == scope || (text.scope.is_none() && takes_any);
    list.iter().position(|text| text.name == name && is_it(text))
}

/// In how many ways two declarations differ: the kind of choice, and each reference.
pub(crate) fn differences(one: &Declared, other: &Declared) -> usize {
    let (ones, others) = (entries(one), entries(other));
    let gone = ones.iter().filter(|reference| !others.iter().any(|other| same(reference, other))).count();
    let new_or_changed = others.iter().filter(|reference| !ones.contains(reference)).count();
    let choice = usize::from(one.is_some() != other.is_some());
    choice.max(gone + new_or_changed)
}

/// The references that are declared.
pub(super) fn entries(declared: &Declared) -> &[Reference] {
    declared.as_ref().map_or(&[], References::as_slice)
}

/// Whether both name the same secret.
pub(super) fn same(one: &Reference, other: &Reference) -> bool {
    one.name == other.name && one.scope == other.scope
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn text(name: &str, variable: Option<&str>) -> ReferenceText {
        ReferenceText { name: name.to_owned(), scope: None, variable: variable.map(str::to_owned), required: false }
    }

    #[expect(clippy::unnecessary_wraps, reason = "what declares is an option")]
    fn list(texts: Vec<ReferenceText>) -> Declared {
        Some(References::parse(texts).unwrap())
    }

    #[test]
    fn each_choice_declares_something_else_and_the_names_are_kept_meanwhile() {
        let attached = Attached::new(&list(vec![text("A", None)]));

        assert_eq!(attached.declared(), Ok(list(vec![text("A", None)])));
        attached.choice.set(NONE);
        assert_eq!(attached.declared(), Ok(list(vec![])));
        attached.choice.set(UNDECLARED);
        assert_eq!(attached.declared(), Ok(None));
        attached.choice.set(ONLY);
        assert_eq!(attached.declared(), Ok(list(vec![text("A", None)])));
    }

    #[test]
    fn two_secrets_that_would_be_one_variable_are_both_named() {
        let attached = Attached::new(&list(vec![text("A", Some("X")), text("B", None)]));
        assert_eq!(attached.trouble(), None);

        attached.change("B", None, false, |text| text.variable = Some("X".to_owned()));

        assert_eq!(attached.trouble().as_deref(), Some("A and B would be one variable."));
    }

    #[test]
    fn differences_are_counted_name_by_name_and_another_choice_counts_as_one() {
        let before = list(vec![text("A", None), text("B", None)]);

        assert_eq!(differences(&before, &before), 0);
        assert_eq!(differences(&before, &list(vec![text("A", Some("X")), text("C", None)])), 3);
        assert_eq!(differences(&None, &list(vec![])), 1);
    }
}
