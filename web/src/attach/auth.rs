//! What a harness signs in with: only secrets of matching types are offered.

use leptos::prelude::*;
use oz_domain::{Harness, Scope};

use crate::{
    secrets::{Editing, Preset, SecretsStore, Task},
    ui::{Field, Select, SelectOption},
};

const ID: &str = "harness-auth";

/// A list of the secrets that the harness can sign in with; where there is none, why, and a way to one. Nothing for a
/// harness that needs none.
#[component]
pub(crate) fn AuthSelect(
    #[prop(into)] harness: Signal<Harness>,
    /// The chosen secret's name; empty if none is.
    #[prop(into)]
    chosen: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let needs_one = Memo::new(move |_| harness.get().auth_member().is_some());
    let names = Memo::new(move |_| {
        let harness = harness.get();
        let rows = store.rows();
        let fitting = rows.0.iter().filter(|row| harness.accepts(row.secret.secret_type));
        let mut names: Vec<String> = fitting.map(|row| row.secret.name.clone()).collect();
        names.sort_unstable();
        names.dedup();
        names
    });
    let options = Signal::derive(move || {
        let none = SelectOption::new("", "Nothing chosen");
        let is_lost = chosen.with(|chosen| names.with(|names| !chosen.is_empty() && !names.contains(chosen)));
        let lost = is_lost.then(|| SelectOption::new(chosen.get(), format!("{} (missing)", chosen.get())));
        let there = names.get().into_iter().map(|name| SelectOption::new(name.clone(), name));
        std::iter::once(none).chain(lost).chain(there).collect::<Vec<_>>()
    });
    let is_empty = Memo::new(move |_| names.with(Vec::is_empty));
    move || {
        needs_one.get().then(|| {
            view! {
                <Field id=ID label="Signs in with" error=error>
                    <Select id=ID options=options chosen=chosen on_choose=on_choose />
                    {move || is_empty.get().then(|| none_yet(harness.get()))}
                </Field>
            }
        })
    }
}

fn none_yet(harness: Harness) -> AnyView {
    let editing = expect_context::<Editing>();
    let create = move |_| {
        if let Some(secret_type) = harness.accepted_types().next() {
            editing.open(Task::Add(Preset { name: String::new(), scope: Scope::Team, secret_type }));
        }
    };
    view! {
        <p class="help">
            {format!("There is no secret yet that {} can sign in with. ", harness.label())}
            <button type="button" class="inline" on:click=create>"Create one"</button>
        </p>
    }
    .into_any()
}
