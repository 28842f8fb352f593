//! Whether the next run would get less than the last one did.

use leptos::prelude::*;
use oz_domain::{api::Schedule, resolve::Resolution};

use super::runs_with::RunsWith;
use crate::{environments::EnvironmentsStore, runs::counted, secrets::SecretsStore, settings::SettingsStore};

/// So many names are said; of the others it is said how many there are.
const NAMED: usize = 5;

/// Asks for what decides what a run gets and isn't loaded yet, but for the environments.
pub(super) fn ask_what_decides() {
    expect_context::<SecretsStore>().ask_once();
    expect_context::<SettingsStore>().ask_once();
}

/// Whether all that decides is loaded: before that, everything would seem to be lost. Follows changes.
pub(super) fn all_is_known() -> bool {
    let environments = expect_context::<EnvironmentsStore>();
    expect_context::<SecretsStore>().is_whole()
        && expect_context::<SettingsStore>().are_known()
        && environments.with(|list| list.is_some())
}

/// What to say of a schedule's next run, if it would get less than its last. Follows changes.
pub(super) fn falls_as_stored(schedule: &Schedule, with: &RunsWith) -> Option<String> {
    let got = schedule.last_run.as_ref()?.got.as_deref().filter(|got| !got.is_empty())?;
    if !all_is_known() {
        return None;
    }
    let default = expect_context::<SettingsStore>().default_injection();
    let environments = expect_context::<EnvironmentsStore>();
    environments.with(|list| with.would_get(list.unwrap_or_default(), default, |next| falls(got, next))).flatten()
}

/// What to say if `next` lacks some of what the last run `got`, by name.
pub(super) fn falls(got: &[String], next: &Resolution<'_>) -> Option<String> {
    let gets: Vec<&str> = next.injected().map(|row| &*row.name).collect();
    let lost: Vec<&str> = got.iter().map(String::as_str).filter(|name| !gets.contains(name)).collect();
    if lost.is_empty() {
        return None;
    }
    let count = counted(lost.len() as u64, "secret", "secrets");
    let names = lost.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = lost.len().checked_sub(NAMED).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
    let more = more.unwrap_or_default();
    let has_others = gets.iter().any(|name| !got.iter().any(|had| had == name));
    Some(if has_others {
        format!("Its next run would lack {count} that its last got: {names}{more}.")
    } else {
        format!("Its next run would get {count} fewer than its last: {names}{more}.")
    })
}

#[cfg(test)]
mod tests {
    use oz_domain::resolve::{Decision, Reason, Row};

    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn said(got: &[&str], gets: &[&str]) -> Option<String> {
        let row = |name: &&str| Row {
            name: (*name).to_owned().into(),
            scope: None,
            owner: None,
            id: None,
            secret_type: None,
            revision: None,
            decision: Decision::Injected,
            reason: Reason::Injected,
            via: None,
            required: false,
            renamed: None,
            variables: Vec::new(),
        };
        let next = Resolution { rows: gets.iter().map(row).collect(), failed: Vec::new() };
        falls(&got.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), &next)
    }

    #[test]
    fn what_is_lost_is_counted_and_named() {
        let one = said(&["A", "B"], &["A"]);
        assert_eq!(one.as_deref(), Some("Its next run would get 1 secret fewer than its last: B."));
        let seven = said(&["A", "B", "C", "D", "E", "F", "G"], &[]);
        let words = "Its next run would get 7 secrets fewer than its last: A, B, C, D, E and 2 more.";
        assert_eq!(seven.as_deref(), Some(words));
    }

    #[test]
    fn another_in_its_place_makes_it_no_fewer_but_still_a_lack() {
        let words = "Its next run would lack 1 secret that its last got: A.";
        assert_eq!(said(&["A"], &["B"]).as_deref(), Some(words));
    }

    #[test]
    fn as_many_or_more_is_not_said() {
        assert_eq!(said(&["A"], &["A", "B"]), None);
        assert_eq!(said(&[], &[]), None);
    }
}
