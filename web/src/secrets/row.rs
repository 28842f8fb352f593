//! A secret as the list holds it: shared, with the text that a search looks in made once.

use std::sync::Arc;

use oz_domain::api::SecretSummary;

/// A secret and what a search looks in.
#[derive(Debug, PartialEq)]
pub(crate) struct Row {
    /// What the server told.
    pub(crate) secret: SecretSummary,
    haystack: String,
}

/// Many rows, shared. Equal only to itself, so that comparing costs nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows(pub(crate) Arc<Vec<Arc<Row>>>);

impl Row {
    pub(crate) fn new(secret: SecretSummary) -> Self {
        let haystack = format!("{}\n{}", secret.name, secret.description).to_lowercase();
        Self { secret, haystack }
    }

    /// The name, letter case aside; what else is in it stands after a line's end, which no name has.
    pub(crate) fn sort_key(&self) -> &str {
        &self.haystack
    }

    /// Whether a search for `needle`, in lower case, finds it.
    pub(crate) fn matches(&self, needle: &str) -> bool {
        // Letter by letter: to look for a text, the standard library first prepares for it, anew for each of many rows.
        let Some(first) = needle.chars().next() else {
            return true;
        };
        self.haystack.match_indices(first).any(|(at, _)| self.haystack[at..].starts_with(needle))
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl FromIterator<Arc<Row>> for Rows {
    fn from_iter<I: IntoIterator<Item = Arc<Row>>>(rows: I) -> Self {
        Self(Arc::new(rows.into_iter().collect()))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The team's secrets with these names, changed at these minutes.
    pub(crate) fn rows(named: &[(&str, u8)]) -> Rows {
        named.iter().map(|(name, minute)| Arc::new(Row::new(secret(name, *minute)))).collect()
    }

    fn secret(name: &str, minute: u8) -> SecretSummary {
        let at = format!("2026-03-12T09:{minute:02}:00.000Z");
        let by = serde_json::json!({ "id": null, "label": "nightly" });
        let id = |number: u8| format!("01890000-0000-7000-8000-{number:012}");
        let json = serde_json::json!({
            "id": id(minute), "name": name, "type": "raw_value", "owner": { "kind": "team", "id": id(99) },
            "description": format!("about {name}"), "revision": 1, "version": 1, "enabled": true, "kid": "0123456789abcdef",
            "created_at": at, "created_by": by, "updated_at": at, "updated_by": by, "value_set_at": at,
        });
        serde_json::from_value(json).expect("a summary as the server writes it")
    }
}
