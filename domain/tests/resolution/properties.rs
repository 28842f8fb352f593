//! What holds in every state: who is never reached, and what is never given.

use std::collections::BTreeSet;

use oz_domain::resolve::Via;
use oz_domain::{Owner, References, Scope, SecretType};
use proptest::prelude::*;

use crate::states::{Look, State, Stored, own_team, states};

pub(crate) fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) }
}

fn names_asked_for(state: &State) -> BTreeSet<&str> {
    let references = state.references().into_iter().map(|reference| reference.name.as_str());
    references.chain(state.auth.name_for(state.harness)).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_personal_secret_reaches_only_its_owners_runs(state in states()) {
        for row in &state.resolve(Look::Preview).rows {
            match row.owner {
                Some(Owner::User(owner)) => prop_assert_eq!(state.trigger.user(), Some(owner)),
                Some(Owner::Team(team)) => prop_assert_eq!(team, own_team()),
                None => prop_assert!(!row.is_injected()),
            }
        }
    }

    #[test]
    fn what_a_run_can_not_reach_makes_no_difference_to_it(state in states()) {
        let mut reached = state.clone();
        reached.secrets.retain(|secret| state.reaches(secret.owner));

        prop_assert_eq!(reached.resolve(Look::Claim), state.resolve(Look::Claim));
    }

    #[test]
    fn an_empty_run_list_injects_nothing(mut state in states()) {
        state.run = Some(References::default());
        let answer = state.resolve(Look::Preview);

        prop_assert_eq!(answer.injected().count(), 0);
        prop_assert!(!answer.is_failed() && !answer.got_fewer_than_asked());
    }

    #[test]
    fn what_is_injected_is_among_the_candidates_as_it_is_stored(state in states()) {
        for row in state.resolve(Look::Preview).injected() {
            let secret = state.stored(row.id.unwrap()).unwrap();
            let of_it = secret.candidate(Look::Preview);

            prop_assert!(secret.is_usable());
            prop_assert_eq!((&*row.name, row.owner), (of_it.name, Some(of_it.owner)));
            prop_assert_eq!((row.secret_type, row.revision), (Some(of_it.secret_type), Some(of_it.revision)));
        }
    }

    #[test]
    fn where_a_list_counts_nothing_is_injected_that_nobody_asked_for(state in states()) {
        let asked = names_asked_for(&state);
        let lists = [&state.run, &state.environment, &state.agent];

        for row in state.resolve(Look::Preview).injected() {
            let inherited = lists.iter().all(|list| list.is_none()) && row.secret_type == Some(SecretType::RawValue);
            prop_assert!(asked.contains(&*row.name) || inherited, "{:?}", row);
            prop_assert_eq!(row.via == Some(Via::Default), !asked.contains(&*row.name) && inherited);
        }
    }

    #[test]
    fn a_variable_never_has_two_sources(state in states()) {
        let answer = state.resolve(Look::Preview);
        let mut set: BTreeSet<&str> = state.worker.iter().map(String::as_str).collect();
        let mut files = 0;
        for row in answer.injected() {
            files += usize::from(row.secret_type == Some(SecretType::AnthropicOauth) && row.renamed.is_none());
            for variable in &row.variables {
                prop_assert!(set.insert(variable), "{} twice", variable);
            }
        }
        prop_assert!(files <= 1);
    }

    #[test]
    fn a_credential_is_all_or_nothing(state in states()) {
        for row in state.resolve(Look::Claim).injected() {
            let secret = state.stored(row.id.unwrap()).unwrap().candidate(Look::Claim);
            let whole = secret.secret_type.variables(&row.name, row.renamed.as_deref(), secret.optional_parts);
            prop_assert_eq!(&row.variables, &whole);
            prop_assert!(row.renamed.is_none() || row.variables.len() == 1);
        }
    }

    #[test]
    fn only_the_selected_harness_gets_its_auth_secret(state in states()) {
        let answer = state.resolve(Look::Preview);
        let mut signs_in = answer.injected().filter(|row| row.via == Some(Via::HarnessAuth));

        if let Some(row) = signs_in.next() {
            prop_assert_eq!(state.auth.name_for(state.harness), Some(&*row.name));
            prop_assert!(state.harness.accepts(row.secret_type.unwrap()));
        }
        prop_assert_eq!(signs_in.count(), 0);
    }

    #[test]
    fn a_usable_personal_secret_comes_before_the_teams(state in states()) {
        let answer = state.resolve(Look::Preview);
        let references = state.references();
        for name in references.iter().filter(|of| of.scope.is_none()).map(|of| of.name.as_str()) {
            let the_teams = references.iter().any(|of| of.name.as_str() == name && of.scope == Some(Scope::Team));
            if !the_teams && own(&state, name).is_some_and(Stored::is_usable) {
                prop_assert!(answer.injected().all(|row| row.name != name || row.scope == Some(Scope::Personal)));
            }
        }
    }
}

/// The personal secret of this name that the run can reach. Of several, which no store has, the first counts.
fn own<'s>(state: &'s State, name: &str) -> Option<&'s Stored> {
    let user = state.trigger.user().map(Owner::User)?;
    state.secrets.iter().filter(|secret| secret.owner == user && secret.name == name).min_by_key(|secret| secret.id)
}
