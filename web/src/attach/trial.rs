//! What would a run here get? Answered in the browser, from what is known about secrets without their values.

use leptos::prelude::*;
use oz_domain::{
    Harness, HarnessAuthSecrets, SecretId, Trigger,
    resolve::{DefaultInjection, Resolution},
};

use super::{
    rows::rows,
    would::{Asked, Lists, would_get},
};
use crate::{
    secrets::{SecretsStore, ago},
    session::SessionContext,
    settings::SettingsStore,
    ui::Segmented,
};

const TRIGGERS: [&str; 3] = ["Me", "A schedule", "An integration"];
const SCHEDULE: usize = 1;

/// A run that nobody has started.
#[derive(Clone, Copy)]
pub(crate) struct Trial {
    /// Which of those who can start it.
    pub(crate) trigger: RwSignal<usize>,
    pub(crate) harness: RwSignal<Harness>,
    /// The name of the secret that the harness signs in with; empty if none is chosen.
    pub(crate) auth: RwSignal<String>,
    /// What was chosen for other harnesses: a run says of those secrets that it doesn't use them.
    others: RwSignal<HarnessAuthSecrets>,
}

impl Trial {
    /// Started by oneself, with the built-in harness.
    pub(crate) fn new() -> Self {
        Self {
            trigger: RwSignal::new(0),
            harness: RwSignal::new(Harness::Oz),
            auth: RwSignal::new(String::new()),
            others: RwSignal::default(),
        }
    }

    /// Takes a harness, and what each harness signs in with.
    pub(crate) fn take(self, harness: Harness, auth: &HarnessAuthSecrets) {
        self.others.set(auth.clone());
        self.choose_harness(harness);
    }

    /// Takes another harness, and what was chosen for that one.
    pub(crate) fn choose_harness(self, harness: Harness) {
        self.auth.set(self.others.with_untracked(|others| others.name_for(harness).unwrap_or_default().to_owned()));
        self.harness.set(harness);
    }

    /// No agent brings anything any more: only the present harness signs in.
    pub(crate) fn forget_others(self) {
        self.others.set(HarnessAuthSecrets::default());
    }

    /// What each harness signs in with. Follows changes.
    pub(crate) fn auth_secrets(self) -> HarnessAuthSecrets {
        self.auth_over(&self.others.get())
    }

    /// What the harness signs in with, over what other harnesses do `before`. Follows changes.
    pub(crate) fn auth_over(self, before: &HarnessAuthSecrets) -> HarnessAuthSecrets {
        let (mut chosen, name) = (before.clone(), Some(self.auth.get()));
        match self.harness.get() {
            Harness::Claude => chosen.claude_auth_secret_name = name,
            Harness::Codex => chosen.codex_auth_secret_name = name,
            Harness::Oz | Harness::Gemini => {}
        }
        chosen
    }

    /// From now on, a schedule starts it.
    pub(crate) fn by_schedule(self) {
        self.trigger.set(SCHEDULE);
    }

    /// What `said` makes of what it would get; `None` while nobody is signed in. Follows changes.
    pub(crate) fn would_get<T>(
        self,
        lists: &Lists,
        default_injection: DefaultInjection,
        said: impl FnOnce(&Resolution<'_>) -> T,
    ) -> Option<T> {
        let user = expect_context::<SessionContext>().current()?.user;
        let trigger = match (self.trigger.get(), user) {
            (0, Some(user)) => Trigger::User(user.id),
            (0, None) => Trigger::Team,
            (SCHEDULE, _) => Trigger::Schedule,
            _ => Trigger::Integration,
        };
        let (harness, auth) = (self.harness.get(), self.auth_secrets());
        would_get(&Asked { lists, trigger, harness, auth: &auth }, default_injection, said)
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
    let waiting = || view! { <p class="more" aria-busy="true">"…"</p> }.into_any();
    trial.would_get(lists, settings.default_injection(), told).unwrap_or_else(waiting)
}

fn told(resolution: &Resolution<'_>) -> AnyView {
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

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_was_chosen_for_another_harness_is_kept_and_comes_with_that_harness() {
        let trial = Trial::new();
        let both = HarnessAuthSecrets {
            claude_auth_secret_name: Some("claude-platform".to_owned()),
            codex_auth_secret_name: Some("codex-team".to_owned()),
        };

        trial.take(Harness::Claude, &both);
        assert_eq!((trial.auth.get(), trial.auth_secrets()), ("claude-platform".to_owned(), both));
        trial.choose_harness(Harness::Codex);
        assert_eq!(trial.auth.get(), "codex-team");
        trial.forget_others();

        assert_eq!(trial.auth_secrets().name_for(Harness::Claude), None);
        assert_eq!(trial.auth_secrets().name_for(Harness::Codex), Some("codex-team"));
    }
}
