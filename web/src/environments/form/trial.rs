//! What would a run here get? Beside the form, for whoever might start it and whichever agent might execute it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{Declared, api::Agent};

use super::state::Form;
use crate::{
    agents::{declared_by, harness_of},
    attach::{AuthSelect, Lists, Trial, preview, trigger_choice},
    client::{Client, ClientError},
    settings::SettingsStore,
    ui::{Field, Select, SelectOption},
};

const TITLE: &str = "What would a run here get?";
const AGENT: &str = "trial-agent";
const HARNESS: &str = "trial-harness";

/// The agents that could execute it, and which is looked at.
#[derive(Clone, Copy)]
struct Agents {
    all: RwSignal<Vec<Agent>>,
    /// Its id; empty for none.
    chosen: RwSignal<String>,
}

/// Who starts it, the agent, the harness, and the answer. It follows the form before anything is saved.
#[component]
pub(super) fn TrialCard(form: Form) -> impl IntoView {
    let trial = Trial::new();
    let settings = expect_context::<SettingsStore>();
    settings.ask_once();
    let agents = Agents::load();
    let lists = Signal::derive(move || {
        let environment = form.attached.declared().ok()?;
        Some(Lists { environment, agent: agents.declared(), run: None })
    });
    let choose_harness = move |word: String| trial.choose_harness(word.parse().unwrap_or_default());
    view! {
        <section class="card" aria-label=TITLE>
            <header><h2>{TITLE}</h2></header>
            <div class="in">
                {trigger_choice(trial)}
                {move || agents.choice(trial)}
                <Field id=HARNESS label="Harness">
                    <Select
                        id=HARNESS options=Signal::derive(move || settings.harnesses()) on_choose=choose_harness
                        chosen=Signal::derive(move || trial.harness.get().as_str().to_owned())
                    />
                </Field>
                <AuthSelect harness=trial.harness chosen=trial.auth on_choose=move |name| trial.auth.set(name) />
            </div>
            {preview(lists, trial)}
        </section>
    }
}

impl Agents {
    /// Asks for them. Without them, the answer is that for a run without one.
    fn load() -> Self {
        let agents = Self { all: RwSignal::default(), chosen: RwSignal::default() };
        spawn_local(async move {
            if let Ok(all) = every().await {
                agents.all.try_set(all);
            }
        });
        agents
    }

    /// The list to choose from; none while there are no agents. Follows changes.
    fn choice(self, trial: Trial) -> Option<AnyView> {
        let none = SelectOption::new("", "No agent");
        let named = |agent: &Agent| SelectOption::new(agent.uid, agent.name.to_string());
        let options: Vec<SelectOption> =
            self.all.with(|all| std::iter::once(none).chain(all.iter().map(named)).collect());
        (options.len() > 1).then(|| {
            let choose = move |id: String| self.choose(id, trial);
            view! { <Field id=AGENT label="Agent"><Select id=AGENT options=options chosen=self.chosen on_choose=choose /></Field> }
                .into_any()
        })
    }

    /// Looks at a run of this agent, with its harness and all that it says about signing in.
    fn choose(self, id: String, trial: Trial) {
        self.chosen.set(id);
        match untrack(|| self.look(|agent| (harness_of(agent), agent.harness_auth_secrets.clone()))) {
            Some((harness, auth)) => trial.take(harness, &auth.unwrap_or_default()),
            None => trial.forget_others(),
        }
    }

    /// What the chosen one says about secrets. Follows changes.
    fn declared(self) -> Declared {
        self.look(declared_by).flatten()
    }

    fn look<T>(self, look: impl FnOnce(&Agent) -> T) -> Option<T> {
        let id = self.chosen.get().parse().ok()?;
        self.all.with(|all| all.iter().find(|agent| agent.uid == id).map(look))
    }
}

async fn every() -> Result<Vec<Agent>, ClientError> {
    let mut page = Client.agents(None).await?;
    let mut all = page.agents;
    while page.page_info.next_cursor.is_some() {
        page = Client.agents(page.page_info.next_cursor).await?;
        all.append(&mut page.agents);
    }
    Ok(all)
}
