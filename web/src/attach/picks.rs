//! Which secrets the picker offers: the team's, one's own, and names that there is no secret of.

use std::collections::BTreeMap;

use oz_domain::{ReferenceText, Scope, SecretType};

use super::list::place;
use crate::secrets::Rows;

/// So many of a scope are shown besides those that are attached; a search finds the others.
const SHOWN: usize = 100;

/// One that can be attached, or that is although there is no such secret.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) name: String,
    pub(super) scope: Option<Scope>,
    /// Whether a reference without a scope means this one.
    pub(super) takes_any: bool,
    /// What it is; `None` if there is no such secret.
    pub(super) secret_type: Option<SecretType>,
    pub(super) enabled: bool,
}

/// What is offered, in groups, by name.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Picks {
    pub(super) team: Vec<Pick>,
    pub(super) personal: Vec<Pick>,
    pub(super) missing: Vec<Pick>,
    /// How many more there are of the first two.
    pub(super) hidden: usize,
}

/// What is offered to somebody who looks for `query`. `rows` stand by name.
pub(super) fn picks(rows: &Rows, references: &[ReferenceText], query: &str) -> Picks {
    let needle = query.trim().to_lowercase();
    let known = known(rows, references);
    let mut picks = Picks::default();
    for row in rows.0.iter() {
        let secret = &row.secret;
        let scope = secret.owner.scope();
        let has_own = || known.get(secret.name.as_str()).is_some_and(|found| found.personal);
        let takes_any = scope == Scope::Personal || !has_own();
        let attached = known.contains_key(secret.name.as_str())
            && place(references, &secret.name, Some(scope), takes_any).is_some();
        if !row.matches(&needle) {
            continue;
        }
        let group = if scope == Scope::Team { &mut picks.team } else { &mut picks.personal };
        if !attached && group.len() >= SHOWN {
            picks.hidden += 1;
            continue;
        }
        group.push(Pick {
            name: secret.name.clone(),
            scope: Some(scope),
            takes_any,
            secret_type: Some(secret.secret_type),
            enabled: secret.enabled,
        });
    }
    let gone = references.iter().filter(|text| known.get(text.name.as_str()).is_none_or(|found| !found.answers(text)));
    picks.missing = gone.map(missing).collect();
    picks
}

fn missing(text: &ReferenceText) -> Pick {
    Pick { name: text.name.clone(), scope: text.scope, takes_any: false, secret_type: None, enabled: true }
}

/// In which scopes there is a secret of a name.
#[derive(Default)]
struct Found {
    team: bool,
    personal: bool,
}

impl Found {
    fn answers(&self, text: &ReferenceText) -> bool {
        match text.scope {
            Some(Scope::Team) => self.team,
            Some(Scope::Personal) => self.personal,
            None => self.team || self.personal,
        }
    }
}

/// For each name that is attached, where there is a secret of it.
fn known<'r>(rows: &Rows, references: &'r [ReferenceText]) -> BTreeMap<&'r str, Found> {
    let mut known: BTreeMap<&str, Found> =
        references.iter().map(|text| (text.name.as_str(), Found::default())).collect();
    for row in rows.0.iter() {
        if let Some(found) = known.get_mut(row.secret.name.as_str()) {
            match row.secret.owner.scope() {
                Scope::Team => found.team = true,
                Scope::Personal => found.personal = true,
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::secrets::Row;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn rows(named: &[(&str, Scope)]) -> Rows {
        let row = |(name, scope): &(&str, Scope)| {
            let id = "01890000-0000-7000-8000-000000000002";
            let owner = if *scope == Scope::Team { "team" } else { "user" };
            let by = serde_json::json!({ "id": null, "label": "a@example.com" });
            let at = "2026-03-12T09:30:00.000Z";
            let json = serde_json::json!({
                "id": id, "name": name, "type": "raw_value", "owner": { "kind": owner, "id": id }, "description": "",
                "optional_parts": [], "revision": 1, "version": 1, "enabled": true, "kid": "0123456789abcdef",
                "created_at": at, "created_by": by, "updated_at": at, "updated_by": by, "value_set_at": at,
            });
            Arc::new(Row::new(serde_json::from_value(json).expect("a summary as the server writes it")))
        };
        named.iter().map(row).collect()
    }

    fn to(name: &str, scope: Option<Scope>) -> ReferenceText {
        ReferenceText { name: name.to_owned(), scope, variable: None, required: false }
    }

    fn names(picks: &[Pick]) -> Vec<&str> {
        picks.iter().map(|pick| pick.name.as_str()).collect()
    }

    #[test]
    fn each_secret_is_offered_in_its_scope_and_what_is_attached_without_being_there_is_missing() {
        let rows = rows(&[("A", Scope::Team), ("B", Scope::Personal)]);

        let picks = picks(&rows, &[to("A", Some(Scope::Personal)), to("B", None), to("GONE", None)], "");

        assert_eq!((names(&picks.team), names(&picks.personal)), (vec!["A"], vec!["B"]));
        assert_eq!(names(&picks.missing), ["A", "GONE"]);
    }

    #[test]
    fn a_reference_without_a_scope_means_the_personal_one_where_there_is_one() {
        let both = rows(&[("A", Scope::Team), ("A", Scope::Personal)]);
        let team = rows(&[("A", Scope::Team)]);

        let of_both = picks(&both, &[to("A", None)], "");
        assert_eq!((of_both.team[0].takes_any, of_both.personal[0].takes_any), (false, true));
        assert!(picks(&team, &[to("A", None)], "").team[0].takes_any);
    }

    #[test]
    fn of_many_a_few_are_shown_and_what_is_attached_always() {
        let all_names: Vec<String> = (0..130).map(|number| format!("MANY_{number:03}")).collect();
        let listed: Vec<(&str, Scope)> = all_names.iter().map(|name| (name.as_str(), Scope::Team)).collect();
        let rows = rows(&listed);

        let picks_of_all = picks(&rows, &[to("MANY_129", Some(Scope::Team))], "");
        assert_eq!((picks_of_all.team.len(), picks_of_all.hidden), (SHOWN + 1, 29));
        assert_eq!(picks_of_all.team[SHOWN].name, "MANY_129");
        assert_eq!(picks(&rows, &[], "many_12").team.len(), 10);
    }
}
