//! The Runs page: orchestrates, shows little itself.

use leptos::prelude::*;
use oz_domain::api::paths;

use super::{
    list::body,
    store::{Loading, RunsStore},
    which::Which,
    words::counted,
};
use crate::{live::Live, page_title::set_page_title, router::Router, secrets::Now, session::SessionContext};

/// The list of runs, as they change.
pub(super) fn runs_page() -> AnyView {
    set_page_title("Runs");
    let session = expect_context::<SessionContext>();
    let router = expect_context::<Router>();
    let which = Memo::new(move |_| Which::of_address(router.asked("show").as_deref()));
    let store = RunsStore::new(which, session);
    let is_known = Memo::new(move |_| session.current().is_some());
    // Whose runs are 'mine' is known once it is known who looks.
    Effect::new(move |_| {
        which.get();
        if is_known.get() {
            store.begin();
        }
    });
    let live = Live::at(
        paths::RUN_EVENTS.to_owned(),
        Callback::new(move |json: String| store.hear(&json)),
        Callback::new(move |()| {
            if is_known.get_untracked() {
                store.refresh();
            }
        }),
    );
    provide_context(Now::ticking());

    let choice = move |one: Which| {
        let current = move || (which.get() == one).then_some("true");
        view! { <a href=one.address() aria-current=current>{one.label()}</a> }
    };
    view! {
        <div class="head">
            <div>
                <h1>"Runs"</h1>
                <p class="lede">
                    "What was started, and which secrets it got. A run gets its secrets when a runner claims it, and keeps a record of each: "
                    "which, or why not."
                </p>
            </div>
            <a class="btn primary" href="/runs/new">"New run"</a>
        </div>
        <div class="tools">
            <nav class="seg" aria-label="Which runs">{Which::ALL.map(choice)}</nav>
            <p class="count" role="status">{move || status(store, live)}</p>
        </div>
        {body(store)}
    }
    .into_any()
}

fn status(store: RunsStore, live: Live) -> String {
    let count = store.lines.with(Vec::len) as u64;
    match store.loading.get() {
        Loading::First => "Loading".to_owned(),
        Loading::Failed(_) => String::new(),
        _ if live.is_lost() => "Not connected; trying again".to_owned(),
        _ if store.next.with(Option::is_some) => format!("The newest {count}"),
        _ => counted(count, "run", "runs"),
    }
}
