//! What stands in the list's place: rows, a shape to come, a lesson, or what went wrong.

use leptos::prelude::*;

use super::{
    Finding, SecretsStore,
    edit::{Editing, Preset, Task},
    filter::Filter,
    row::Rows,
    store::Loading,
    table::Table,
};
use crate::{
    client::ClientError,
    session::{SessionContext, SessionState},
};

/// Which of them it is. A value of its own, so that a row more doesn't build the list anew.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    Waiting,
    Empty,
    NoMatch,
    Rows,
}

/// The list, or what stands in its place.
#[component]
pub(crate) fn Body(shown: Memo<Rows>) -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let failed = Memo::new(move |_| match store.loading() {
        Loading::Failed(error) => Some(error),
        _ => None,
    });
    let shape = Memo::new(move |_| match (store.is_empty(), shown.with(|rows| rows.0.is_empty())) {
        (true, _) if store.loading() == Loading::First => Some(Shape::Waiting),
        (true, _) if failed.get().is_some() => None,
        (true, _) => Some(Shape::Empty),
        (false, true) => Some(Shape::NoMatch),
        (false, false) => Some(Shape::Rows),
    });

    view! {
        {move || failed.get().map(|error| view! { <Failed error /> })}
        {move || shape.get().map(|shape| match shape {
            Shape::Waiting => view! { <Skeleton /> }.into_any(),
            Shape::Empty => view! { <Empty /> }.into_any(),
            Shape::NoMatch => view! { <NoMatch /> }.into_any(),
            Shape::Rows => view! { <Table shown /> }.into_any(),
        })}
    }
}

#[component]
fn Failed(error: ClientError) -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let session = expect_context::<SessionContext>();
    let again = move |_| {
        if matches!(session.state_untracked(), SessionState::Failed(_)) {
            session.ask();
        }
        store.refresh();
    };
    view! {
        <div class="failed" role="alert">
            <div>
                <h2>"The list couldn't be loaded"</h2>
                <p>{error.sentence()}</p>
            </div>
            <button type="button" class="btn" on:click=again>"Try again"</button>
        </div>
    }
}

#[component]
fn NoMatch() -> impl IntoView {
    let finding = expect_context::<Finding>();
    view! {
        <div class="empty">
            <h2>"No secret matches"</h2>
            <p>"Names and descriptions are searched; values can't be."</p>
            <button type="button" class="btn" on:click=move |_| finding.filter.set(Filter::default())>"Show all"</button>
        </div>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let editing = expect_context::<Editing>();
    view! {
        <div class="empty">
            <h2>"No secrets yet"</h2>
            <p>
                "Add the first one: an API key, a token, a connection string. Its value is sealed in this browser; what "
                "the server stores can't be read back by anyone, only handed to runs."
            </p>
            <ul class="facts">
                <li><strong>"Team"</strong>" secrets are for every teammate's runs, schedules too."</li>
                <li><strong>"Personal"</strong>" ones are for the runs that you start."</li>
            </ul>
            <button type="button" class="btn primary" on:click=move |_| editing.open(Task::Add(Preset::default()))>"Add your first secret"</button>
        </div>
    }
}

/// The list's shape before there is one.
#[component]
fn Skeleton() -> impl IntoView {
    let row = || view! { <div class="ghost"><span class="skeleton" /><span class="skeleton" /></div> };
    view! {
        <div class="ghosts" aria-busy="true" role="status">
            <span class="unseen">"Loading the secrets"</span>
            {(0..6).map(|_| row()).collect_view()}
        </div>
    }
}
