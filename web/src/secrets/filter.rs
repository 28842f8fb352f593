//! Which rows are shown.

use std::sync::Arc;

use oz_domain::{Scope, SecretId, SecretType};

use super::row::{Row, Rows};

/// What a person is looking for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// What they typed.
    pub(crate) query: String,
    /// The team's, their own, or both.
    pub(crate) scope: Option<Scope>,
    /// What it is.
    pub(crate) secret_type: Option<SecretType>,
}

impl Filter {
    /// Whether every row is shown.
    pub(crate) fn is_off(&self) -> bool {
        self.query.trim().is_empty() && self.scope.is_none() && self.secret_type.is_none()
    }

    /// The rows that are shown, in the order they came in. `lit` is shown whatever the filter says: it was just
    /// added or changed, and whoever did it wants to see that.
    pub(crate) fn apply(&self, rows: &Rows, lit: Option<SecretId>) -> Rows {
        if self.is_off() {
            return rows.clone();
        }
        let needle = self.query.trim().to_lowercase();
        let shown = |row: &&Arc<Row>| self.admits(row, &needle) || lit == Some(row.secret.id);
        rows.0.iter().filter(shown).cloned().collect()
    }

    fn admits(&self, row: &Row, needle: &str) -> bool {
        self.scope.is_none_or(|scope| row.secret.owner.scope() == scope)
            && self.secret_type.is_none_or(|secret_type| row.secret.secret_type == secret_type)
            && row.matches(needle)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::rows, *};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn found(query: &str, scope: Option<Scope>, lit: Option<usize>) -> Vec<String> {
        let rows = rows(&[("DEPLOY_TOKEN", 1), ("GITHUB_TOKEN", 2), ("STRIPE_KEY", 3)]);
        let lit = lit.map(|at| rows.0[at].secret.id);
        let shown = Filter { query: query.to_owned(), scope, ..Filter::default() }.apply(&rows, lit);
        shown.0.iter().map(|row| row.secret.name.clone()).collect()
    }

    #[test]
    fn names_are_found_by_any_part_letter_case_aside() {
        assert_eq!(found("token", None, None), ["DEPLOY_TOKEN", "GITHUB_TOKEN"]);
        assert_eq!(found(" Git ", None, None), ["GITHUB_TOKEN"]);
    }

    #[test]
    fn a_word_is_found_where_its_first_letters_come_twice() {
        let rows = rows(&[("AAAB_É_KEY", 1)]);
        let found = |query: &str| Filter { query: query.to_owned(), ..Filter::default() }.apply(&rows, None).0.len();

        assert_eq!([found("aab"), found("é_k"), found("aaaab"), found("key_")], [1, 1, 0, 0]);
    }

    #[test]
    fn descriptions_are_searched_too() {
        assert_eq!(found("about stripe", None, None), ["STRIPE_KEY"]);
    }

    #[test]
    fn no_word_finds_everything_and_an_unknown_one_nothing() {
        assert_eq!(found("  ", None, None).len(), 3);
        assert!(found("nowhere", None, None).is_empty());
    }

    #[test]
    fn a_name_and_the_description_after_it_are_not_one_text() {
        assert!(found("TOKEN about", None, None).is_empty());
    }

    #[test]
    fn only_the_chosen_scope_is_shown() {
        assert_eq!(found("", Some(Scope::Team), None).len(), 3);
        assert!(found("", Some(Scope::Personal), None).is_empty());
    }

    #[test]
    fn only_the_chosen_type_is_shown() {
        let rows = rows(&[("DEPLOY_TOKEN", 1)]);
        let of =
            |secret_type| Filter { secret_type: Some(secret_type), ..Filter::default() }.apply(&rows, None).0.len();

        assert_eq!([of(SecretType::RawValue), of(SecretType::OpenaiApiKey)], [1, 0]);
    }

    #[test]
    fn what_was_just_added_is_shown_whatever_is_looked_for() {
        assert_eq!(found("github", None, Some(2)), ["GITHUB_TOKEN", "STRIPE_KEY"]);
    }
}
