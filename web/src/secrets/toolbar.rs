//! Finding secrets: a search, a scope, and how many there are.

use leptos::prelude::*;
use oz_domain::{Scope, SecretType};

use super::{Finding, SecretsStore, filter::Filter, row::Rows, store::Loading};
use crate::ui::{Select, SelectOption};

/// The search and the choices of scope and type, with how many secrets are `shown`.
#[component]
pub(crate) fn Toolbar(shown: Memo<Rows>) -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let Finding { filter, .. } = expect_context();

    view! {
        <div class="tools" role="search" aria-label="Secrets" hidden=move || store.is_empty()>
            <input
                type="search" class="input search" aria-label="Search secrets" autocomplete="off" spellcheck="false"
                autocapitalize="none" placeholder="Search names and descriptions"
                prop:value=move || filter.with(|filter| filter.query.clone())
                on:input:target=move |event| {
                    let query = event.target().value();
                    store.unlight();
                    filter.update(|filter| filter.query = query);
                }
            />
            <div class="seg" role="group" aria-label="Scope">
                <Choice label="All" scope=None />
                <Choice label="Team" scope=Some(Scope::Team) />
                <Choice label="Personal" scope=Some(Scope::Personal) />
            </div>
            <TypeChoice />
            <p class="count" role="status">{move || count(store, filter, shown)}</p>
        </div>
    }
}

#[component]
fn Choice(label: &'static str, scope: Option<Scope>) -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let Finding { filter, .. } = expect_context();
    let choose = move |_| {
        store.unlight();
        filter.update(|filter| filter.scope = scope);
    };
    view! {
        <button
            type="button"
            aria-pressed=move || (filter.with(|filter| filter.scope) == scope).to_string()
            on:click=choose
        >
            {label}
        </button>
    }
}

#[component]
fn TypeChoice() -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let Finding { filter, .. } = expect_context();
    let all = SelectOption::new("", "All types");
    let types = SecretType::ALL.iter().map(|of| SelectOption::new(of.as_str(), of.label()));
    let options: Vec<_> = std::iter::once(all).chain(types).collect();
    let chosen = move || filter.with(|filter| filter.secret_type.map_or("", SecretType::as_str).to_owned());
    let choose = move |word: String| {
        store.unlight();
        filter.update(|filter| filter.secret_type = word.parse().ok());
    };
    view! { <Select id="type-filter" label="Type" options=options chosen=Signal::derive(chosen) on_choose=choose /> }
}

fn count(store: SecretsStore, filter: RwSignal<Filter>, shown: Memo<Rows>) -> String {
    let all = store.rows().0.len();
    match store.loading() {
        // The same words until all are there: they are read aloud.
        Loading::More(total) => {
            format!("Loading {}", secrets(usize::try_from(total).unwrap_or(all)))
        }
        _ if filter.with(Filter::is_off) => secrets(all),
        _ => format!("{} of {}", shown.with(|rows| rows.0.len()), secrets(all)),
    }
}

fn secrets(count: usize) -> String {
    if count == 1 { "1 secret".to_owned() } else { format!("{count} secrets") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn one_secret_is_not_many() {
        assert_eq!([0, 1, 2].map(secrets), ["0 secrets", "1 secret", "2 secrets"]);
    }
}
