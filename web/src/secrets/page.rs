//! The Secrets page: orchestrates, shows little itself.

use leptos::prelude::*;

use super::{
    Finding, SecretsStore,
    edit::{Editing, Preset, Task},
    states::Body,
    toolbar::Toolbar,
};
use crate::page_title::set_page_title;

/// The list of secrets and what can be done to them.
#[component]
pub(crate) fn SecretsPage() -> impl IntoView {
    set_page_title("Secrets");
    let store = expect_context::<SecretsStore>();
    // Whoever comes from the sign-in page and was signed in already has not asked yet.
    store.ask_once();
    let editing = expect_context::<Editing>();
    let finding = expect_context::<Finding>();
    finding.keep_in_address();
    let sorted = Memo::new(move |_| finding.sort.get().apply(&store.rows()));
    let shown = Memo::new(move |_| finding.filter.with(|filter| filter.apply(&sorted.get(), store.lit())));

    view! {
        <div class="head">
            <div>
                <h1>"Secrets"</h1>
                <p class="lede">
                    "Sealed in your browser, used only by runs. Once saved, nobody can view a value again, you included."
                </p>
            </div>
            <button type="button" class="btn primary" on:click=move |_| editing.open(Task::Add(Preset::default()))>"Add secret"</button>
        </div>
        <Toolbar shown />
        <Body shown />
    }
}
