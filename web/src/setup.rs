//! What a run starts in and with: environment, harness, and what that signs in with. Part of every form that says so.

use leptos::prelude::*;
use oz_domain::{Declared, EnvironmentId, Harness, HarnessAuthSecrets, api::Environment};

use crate::{
    attach::{AuthSelect, Trial},
    client::ClientError,
    environments::EnvironmentsStore,
    settings::SettingsStore,
    ui::{Field, Select, SelectOption},
};

const ENVIRONMENT: &str = "setup-environment";
const HARNESS: &str = "setup-harness";

/// The choices, while they are made.
#[derive(Clone, Copy)]
pub(crate) struct Setup {
    /// The environment's id; empty for none.
    pub(crate) environment: RwSignal<String>,
    /// Harness, its auth secret, and who would start the run.
    pub(crate) trial: Trial,
    environments: EnvironmentsStore,
}

/// The fields whose errors the server names, below `prefix`.
#[derive(Clone, Copy)]
pub(crate) struct Refused {
    /// What the server said last.
    pub(crate) error: RwSignal<Option<ClientError>>,
    /// What stands before each field's pointer.
    pub(crate) prefix: &'static str,
}

impl Refused {
    /// What is wrong with a field. Follows changes.
    pub(crate) fn at(self, pointer: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let whole = format!("{}{pointer}", self.prefix);
            self.error.with(|error| {
                let Some(ClientError::Problem(problem)) = error else {
                    return None;
                };
                let found = problem.errors.iter().find(|field| field.pointer.starts_with(&whole));
                found.map(|field| crate::words::sentence(&field.message))
            })
        })
    }

    /// What to say about the whole; nothing when fields say it. Follows changes.
    pub(crate) fn of_all(self) -> Option<String> {
        self.error.with(|error| match error {
            Some(ClientError::Problem(problem)) if problem.status == 401 || !problem.errors.is_empty() => None,
            Some(error) => Some(format!("Not saved; what you filled in is still here. {}", error.sentence())),
            None => None,
        })
    }

    /// Whether signing in again would help. Follows changes.
    pub(crate) fn is_signed_out(self) -> bool {
        self.error.with(|error| error.as_ref().is_some_and(ClientError::is_signed_out))
    }
}

impl Setup {
    /// Nothing chosen; the environments are asked for.
    pub(crate) fn new() -> Self {
        expect_context::<SettingsStore>().ask_once();
        // Without them, the list offers none: the server still says what is wrong.
        let environments = expect_context::<EnvironmentsStore>();
        environments.refresh();
        Self { environment: RwSignal::default(), trial: Trial::new(), environments }
    }

    /// Takes over what was chosen before.
    pub(crate) fn set(self, environment: Option<EnvironmentId>, harness: Harness, auth: &HarnessAuthSecrets) {
        self.environment.set(environment.map(String::from).unwrap_or_default());
        self.trial.take(harness, auth);
    }

    /// What the chosen environment declares. Follows changes.
    pub(crate) fn declared(self) -> Declared {
        let id = self.environment.get();
        self.environments.with(|all| {
            let chosen = all.unwrap_or_default().iter().find(|one| one.uid.to_string() == id);
            chosen.and_then(|one| one.config.secrets.clone())
        })
    }

    /// What the harness signs in with, over what other harnesses do `before`. Follows changes.
    pub(crate) fn auth(self, before: &HarnessAuthSecrets) -> HarnessAuthSecrets {
        self.trial.auth_over(before)
    }

    /// What an environment is called, by its id; empty for none. Follows changes.
    pub(crate) fn environment_name(self, id: &str) -> String {
        let named =
            |all: &[Environment]| Some(all.iter().find(|one| one.uid.to_string() == id)?.config.name.to_string());
        self.environments.with(|all| all.and_then(named)).unwrap_or_else(|| id.to_owned())
    }

    fn options(self) -> Vec<SelectOption> {
        let chosen = self.environment.get();
        self.environments.with(|all| {
            let none = SelectOption::new("", "None");
            let named = |one: &Environment| SelectOption::new(one.uid.to_string(), one.config.name.to_string());
            let known = all.unwrap_or_default().iter().map(named);
            let mut options: Vec<SelectOption> = std::iter::once(none).chain(known).collect();
            if !options.iter().any(|option| option.value == chosen) {
                options.push(SelectOption::new(chosen.clone(), chosen));
            }
            options
        })
    }
}

/// The fields.
pub(crate) fn setup_fields(setup: Setup, refused: Refused) -> AnyView {
    let Setup { environment, trial, .. } = setup;
    let settings = expect_context::<SettingsStore>();
    let choose_harness = move |word: String| trial.choose_harness(word.parse().unwrap_or_default());
    view! {
        <Field id=ENVIRONMENT label="Environment" error=refused.at("/environment_id")>
            <Select
                id=ENVIRONMENT options=Signal::derive(move || setup.options()) chosen=environment
                on_choose=move |id| environment.set(id)
            />
        </Field>
        <Field id=HARNESS label="Harness" error=refused.at("/harness/")>
            <Select
                id=HARNESS options=Signal::derive(move || settings.harnesses()) on_choose=choose_harness
                chosen=Signal::derive(move || trial.harness.get().as_str().to_owned())
            />
        </Field>
        <AuthSelect
            harness=trial.harness chosen=trial.auth on_choose=move |name| trial.auth.set(name)
            error=refused.at("/harness_auth_secrets")
        />
    }
    .into_any()
}
