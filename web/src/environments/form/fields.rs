//! The fields of an environment, in cards: what it is, and which secrets runs get there.

use leptos::prelude::*;
use oz_domain::resolve::DefaultInjection;

use super::{commands::Commands, state::Form};
use crate::{
    attach::{AttachSection, Words},
    settings::SettingsStore,
    ui::{Field, described_by},
};

/// Name, description, image, repositories, setup commands.
#[component]
pub(super) fn PlaceCard(form: Form) -> impl IntoView {
    view! {
        <section class="card" aria-label="Environment">
            <header><h2>"Environment"</h2></header>
            <div class="in">
                {line("env-name", "Name", "input", form.name, Memo::new(move |_| form.name_error()), "")}
                {line(
                    "env-description", "Description", "input", form.description,
                    Memo::new(move |_| form.description_error()), "What it is for, in a sentence.",
                )}
                {line(
                    "env-image", "Docker image", "input mono", form.image, Memo::new(move |_| form.image_error()),
                    "What the run's container is made of, ghcr.io/acme/ops-tools:2026.11 for example. Empty for the usual one.",
                )}
                {line(
                    "env-repositories", "Repositories", "input mono", form.repositories,
                    Memo::new(move |_| form.repositories_error()), "As owner/repo, with commas between them.",
                )}
                <Commands form />
            </div>
        </section>
    }
}

/// A field of one line.
fn line(
    id: &'static str,
    label: &'static str,
    class: &'static str,
    text: RwSignal<String>,
    error: Memo<Option<String>>,
    help: &'static str,
) -> AnyView {
    view! {
        <Field id=id label=label error=error help=help>
            <input
                id=id class=class autocomplete="off" spellcheck="false" autocapitalize="off"
                aria-describedby=described_by(id) aria-invalid=move || error.with(Option::is_some).to_string()
                bind:value=text
            />
        </Field>
    }
    .into_any()
}

/// Which secrets runs get there.
#[component]
pub(super) fn SecretsCard(form: Form) -> impl IntoView {
    let settings = expect_context::<SettingsStore>();
    let words = Signal::derive(move || words(settings.default_injection()));
    view! {
        <section class="card" aria-label="Secrets">
            <header><h2>"Secrets"</h2></header>
            <div class="in">
                <AttachSection attached=form.attached words=words error=Signal::derive(move || form.refused("/secrets")) />
            </div>
        </section>
    }
}

fn words(default_injection: DefaultInjection) -> Words {
    let every = match default_injection {
        DefaultInjection::InheritAll => {
            "The team's plain values, plus the personal ones of whoever starts the run. Provider credentials only where chosen."
        }
        DefaultInjection::AttachedOnly => {
            "This workspace hands out only what is attached: unless the run or its agent names some, that is none."
        }
    };
    [
        ("Every secret in scope", every),
        ("Only these", "By name. A replaced value or a re-created secret needs no change here."),
        ("None", "Runs here get no managed secrets unless they name some themselves."),
    ]
}
