//! What a run that nobody has started would get: asked of the one function that decides everywhere.

use leptos::prelude::*;
use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, Timestamp, Trigger,
    resolve::{Candidate, DefaultInjection, Resolution, RunContext, resolve},
};

use crate::{secrets::SecretsStore, session::SessionContext};

/// What is declared where the run would start.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Lists {
    pub(crate) run: Declared,
    pub(crate) environment: Declared,
    pub(crate) agent: Declared,
}

/// A run that nobody has started, but for the secrets that there are.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) lists: &'a Lists,
    pub(crate) trigger: Trigger,
    pub(crate) harness: Harness,
    /// What its harness signs in with.
    pub(crate) auth: &'a HarnessAuthSecrets,
}

/// What `said` makes of what it would get of the secrets that are loaded; `None` while nobody is signed in. Follows
/// changes.
pub(crate) fn would_get<T>(
    asked: &Asked<'_>,
    default_injection: DefaultInjection,
    said: impl FnOnce(&Resolution<'_>) -> T,
) -> Option<T> {
    let session = expect_context::<SessionContext>().current()?;
    let now: Timestamp = String::from(js_sys::Date::new_0().to_iso_string()).parse().ok()?;
    let known = expect_context::<SecretsStore>().rows();
    let candidates: Vec<Candidate> = known.0.iter().map(|row| Candidate::of(&row.secret)).collect();
    let run = RunContext {
        team: session.team.id,
        trigger: asked.trigger,
        run: &asked.lists.run,
        environment: &asked.lists.environment,
        agent: &asked.lists.agent,
        default_injection,
        harness: asked.harness,
        harness_auth: asked.auth,
        worker_variables: &[],
        now: &now,
    };
    Some(said(&resolve(&run, &candidates)))
}
