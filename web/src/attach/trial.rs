//! What would a run here get? Answered in the browser, from what is known about secrets without their values.

use leptos::prelude::*;
use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, SecretId, Timestamp, Trigger,
    resolve::{Candidate, DefaultInjection, Resolution, RunContext, resolve},
};

use super::rows::rows;
use crate::{
    secrets::{SecretsStore, ago},
    session::SessionContext,
    settings::SettingsStore,
    ui::Segmented,
};

const TRIGGERS: [&str; 3] = ["Me", "A schedule", "An integration"];

/// What is declared where the run would start.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Lists {
    pub(crate) run: Declared,
    pub(crate) environment: Declared,
    pub(crate) agent: Declared,
}

/// A run that nobody has started.
#[derive(Clone, Copy)]
pub(crate) struct Trial {
    /// Which of those who can start it.
    pub(crate) trigger: RwSignal<usize>,
    pub(crate) harness: RwSignal<Harness>,
    /// The name of the secret that the harness signs in with; empty if none is chosen.
    pub(crate) auth: RwSignal<String>,
}

impl Trial {
    /// Started by oneself, with the built-in harness.
    pub(crate) fn new() -> Self {
        Self { trigger: RwSignal::new(0), harness: RwSignal::new(Harness::Oz), auth: RwSignal::new(String::new()) }
    }
}

/// Who would start it.
pub(crate) fn trigger_choice(trial: Trial) -> AnyView {
    view! {
        <Segmented
            name="trial-trigger" legend="Started by" labels=TRIGGERS.to_vec() chosen=trial.trigger
            on_choose=move |index| trial.trigger.set(index)
        />
    }
    .into_any()
}

/// What it would get, as long as `lists` can be read.
pub(crate) fn preview(lists: Signal<Option<Lists>>, trial: Trial) -> AnyView {
    let settings = expect_context::<SettingsStore>();
    (move || lists.with(|lists| lists.as_ref().map_or_else(unreadable, |lists| answer(lists, trial, settings))))
        .into_any()
}

fn unreadable() -> AnyView {
    view! { <p class="more">"Mend the list first."</p> }.into_any()
}

fn answer(lists: &Lists, trial: Trial, settings: SettingsStore) -> AnyView {
    let Some(resolution) = would_get(lists, trial, settings.default_injection()) else {
        return view! { <p class="more" aria-busy="true">"…"</p> }.into_any();
    };
    let store = expect_context::<SecretsStore>();
    let known = store.rows();
    let now = js_sys::Date::now();
    let replaced = |id: SecretId| {
        let row = known.0.iter().find(|row| row.secret.id == id)?;
        Some(ago(&row.secret.value_set_at, now))
    };
    let injected = resolution.injected().count();
    let fails = resolution.failed.iter().map(|unmet| unmet.name.as_str()).collect::<Vec<_>>().join(", ");
    let summary = match injected {
        0 => "It would get no secret.".to_owned(),
        1 => "It would get 1 secret.".to_owned(),
        count => format!("It would get {count} secrets."),
    };
    view! {
        <p class="summary" role="status">{summary}</p>
        {(!fails.is_empty()).then(|| view! {
            <p class="note bad">{format!("It would not start: {fails} is required and can't be had.")}</p>
        })}
        {rows(&resolution.rows, &replaced)}
    }
    .into_any()
}

/// The answer of the one function that decides everywhere. Follows changes.
fn would_get(lists: &Lists, trial: Trial, default_injection: DefaultInjection) -> Option<Resolution> {
    let session = expect_context::<SessionContext>().current()?;
    let trigger = match (trial.trigger.get(), &session.user) {
        (0, Some(user)) => Trigger::User(user.id),
        (0, None) => Trigger::Team,
        (1, _) => Trigger::Schedule,
        _ => Trigger::Integration,
    };
    let harness = trial.harness.get();
    let auth = trial.auth.get();
    let mut harness_auth = HarnessAuthSecrets::default();
    match harness {
        Harness::Claude => harness_auth.claude_auth_secret_name = Some(auth),
        Harness::Codex => harness_auth.codex_auth_secret_name = Some(auth),
        Harness::Oz | Harness::Gemini => {}
    }
    let now: Timestamp = String::from(js_sys::Date::new_0().to_iso_string()).parse().ok()?;
    let known = expect_context::<SecretsStore>().rows();
    let candidates: Vec<Candidate> = known.0.iter().map(|row| Candidate::of(&row.secret)).collect();
    let run = RunContext {
        team: session.team.id,
        trigger,
        run: &lists.run,
        environment: &lists.environment,
        agent: &lists.agent,
        default_injection,
        harness,
        harness_auth: &harness_auth,
        worker_variables: &[],
        now: &now,
    };
    Some(resolve(&run, &candidates))
}
