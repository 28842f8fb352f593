//! Which references of a list no secret answers, by the secrets that are loaded here: so it is true at once when one
//! is added or deleted.

use std::collections::BTreeSet;

use oz_domain::{Declared, Reference, References, Scope};

use crate::secrets::Rows;

/// The names of all secrets that are loaded, with whose they are.
pub(super) struct Names<'r>(BTreeSet<(Scope, &'r str)>);

impl<'r> Names<'r> {
    pub(super) fn of(rows: &'r Rows) -> Self {
        Self(rows.0.iter().map(|row| (row.secret.owner.scope(), row.secret.name.as_str())).collect())
    }

    /// How many of the references no secret answers.
    pub(super) fn missing(&self, declared: &Declared) -> usize {
        let references = declared.as_ref().map_or([].as_slice(), References::as_slice);
        references.iter().filter(|reference| !self.answer(reference)).count()
    }

    fn answer(&self, reference: &Reference) -> bool {
        let is_there = |scope| self.0.contains(&(scope, reference.name.as_str()));
        match reference.scope {
            Some(scope) => is_there(scope),
            None => is_there(Scope::Team) || is_there(Scope::Personal),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::secrets::Row;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(name: &str, owner: &str) -> Arc<Row> {
        let id = "01890000-0000-7000-8000-000000000002";
        let (by, at) = (json!({ "id": null, "label": "a@example.com" }), "2026-03-12T09:30:00.000Z");
        Arc::new(Row::new(
            serde_json::from_value(json!({
                "id": id, "name": name, "type": "raw_value", "owner": { "kind": owner, "id": id }, "description": "",
                "revision": 1, "version": 1, "enabled": true, "kid": "0123456789abcdef",
                "created_at": at, "created_by": by, "updated_at": at, "updated_by": by, "value_set_at": at,
            }))
            .unwrap(),
        ))
    }

    #[test]
    fn a_reference_is_answered_in_its_scope_and_without_one_in_either() {
        let rows: Rows = [row("OF_TEAM", "team"), row("OWN", "user")].into_iter().collect();
        let missing = |list| Names::of(&rows).missing(&serde_json::from_value(list).unwrap());

        assert_eq!(missing(json!([{ "name": "OF_TEAM", "scope": "team" }, { "name": "OWN" }])), 0);
        assert_eq!(missing(json!([{ "name": "OF_TEAM", "scope": "personal" }, { "name": "GONE" }])), 2);
        assert_eq!(missing(json!(null)), 0);
    }
}
