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
