//! The three choices about secrets and, for the middle one, the picker.

use leptos::prelude::*;

use super::{
    list::{Attached, NONE, ONLY, UNDECLARED},
    picks::{Pick, picks},
    reference_row::reference_row,
};
use crate::{
    secrets::{SecretsStore, Sort},
    ui::sentence_view,
};

/// What the choices are called where they stand: each with what it means.
pub(crate) type Words = [(&'static str, &'static str); 3];

/// Everything, only these, or none.
#[component]
pub(crate) fn AttachSection(
    attached: Attached,
    #[prop(into)] words: Signal<Words>,
    /// What is wrong with the list as a whole, beyond what can be seen in it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let is_open = Memo::new(move |_| attached.choice.get() == ONLY);
    view! {
        <fieldset class="choices">
            <legend class="unseen">"Which secrets"</legend>
            {choice(attached, UNDECLARED, words)}
            {choice(attached, ONLY, words)}
            {move || is_open.get().then(|| picker(attached))}
            <p class="error" role="alert">{move || attached.trouble().or_else(|| error.get()).map(|words| sentence_view(&words))}</p>
            {choice(attached, NONE, words)}
        </fieldset>
    }
}

fn choice(attached: Attached, index: usize, words: Signal<Words>) -> AnyView {
    let help_id = format!("attach-{index}-help");
    view! {
        <div class="choice">
            <label>
                <input
                    type="radio" name="attach" aria-describedby=help_id.clone()
                    prop:checked=move || attached.choice.get() == index
                    on:change=move |_| attached.choice.set(index)
                />
                <span>{move || words.get()[index].0}</span>
            </label>
            <small id=help_id>{move || words.get()[index].1}</small>
        </div>
    }
    .into_any()
}

fn picker(attached: Attached) -> AnyView {
    let store = expect_context::<SecretsStore>();
    let query = RwSignal::new(String::new());
    let by_name = Memo::new(move |_| Sort::default().apply(&store.rows()));
    let offered = Memo::new(move |_| {
        by_name.with(|rows| attached.references.with(|list| query.with(|query| picks(rows, list, query))))
    });
    let count = move || format!("{} of {} attached", attached.count(), by_name.with(|rows| rows.0.len()));
    let has_personal = Memo::new(move |_| {
        let own = offered.with(|offered| offered.personal.clone());
        attached.references.with(|list| {
            own.iter().any(|pick| super::list::place(list, &pick.name, pick.scope, pick.takes_any).is_some())
        })
    });
    view! {
        <div class="picker">
            <div class="tools">
                <input
                    type="search" class="input search" aria-label="Search secrets to attach" placeholder="Search"
                    autocomplete="off" spellcheck="false" autocapitalize="none" bind:value=query
                />
                <p class="count" role="status">{count}</p>
            </div>
            <div class="pick">
                {group("Missing", attached, Signal::derive(move || offered.with(|offered| offered.missing.clone())))}
                {group("Team", attached, Signal::derive(move || offered.with(|offered| offered.team.clone())))}
                {group("Personal", attached, Signal::derive(move || offered.with(|offered| offered.personal.clone())))}
                {move || hidden(offered.with(|offered| offered.hidden))}
            </div>
            {move || has_personal.get().then(|| view! {
                <p class="note warn">
                    "A personal secret is left out of runs that nobody stands behind, of schedules and integrations. Runs "
                    "that others start get their own of the same name, or none."
                </p>
            })}
        </div>
    }
    .into_any()
}

fn hidden(count: usize) -> Option<AnyView> {
    (count > 0).then(|| view! { <p class="more">{format!("{count} more: search for them.")}</p> }.into_any())
}

/// A group with its heading; nothing where it is empty.
fn group(title: &'static str, attached: Attached, rows: Signal<Vec<Pick>>) -> AnyView {
    let heading = format!("pick-{title}");
    let is_there = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let rows = move || {
        let heading = heading.clone();
        is_there.get().then(move || {
            view! {
                <h3 class="group" id=heading.clone()>
                    <span>{title}</span><span>{move || rows.with(Vec::len)}</span>
                </h3>
                <ul aria-labelledby=heading>
                    <For
                        each=move || rows.get()
                        key=|pick| (pick.name.clone(), pick.scope, pick.takes_any, pick.secret_type, pick.enabled)
                        let:pick
                    >
                        {reference_row(attached, pick)}
                    </For>
                </ul>
            }
        })
    };
    rows.into_any()
}
