//! The page's outermost part: what every other part can ask for, and which page an address shows.

use leptos::prelude::*;
use leptos_router::{
    components::{A, Redirect, Route, Router, Routes},
    hooks::use_location,
    path,
};

use crate::{
    agents,
    environments::{self, EnvironmentsStore},
    frame::{Alone, Frame},
    guard::{Guard, GuardLayer},
    keys::Keys,
    later::{Later, Part},
    page_title::set_page_title,
    runs, schedules,
    secrets::{Editing, Finding, SecretsPage, SecretsStore},
    session::{self, Arrival, SessionContext},
    settings::SettingsStore,
    settings_page,
    ui::{ToastRegion, Toasts, focus_main},
};

/// Everything.
#[component]
pub(crate) fn App(arrival: Arrival) -> impl IntoView {
    let session = SessionContext::new();
    let secrets = SecretsStore::new(session);
    // Before whatever else follows the history: a window's listeners are called in the order in which they came.
    provide_context(Guard::listening());
    provide_context(arrival);
    provide_context(session);
    provide_context(secrets);
    provide_context(Finding::from_address());
    let toasts = Toasts::new();
    provide_context(toasts);
    provide_context(Editing::new(secrets, toasts));
    provide_context(Keys::new(session));
    provide_context(SettingsStore::new());
    provide_context(EnvironmentsStore::new(session));
    // All that the list needs is asked for at once, before anything is drawn.
    if !session::is_here() {
        session.ask();
        secrets.refresh();
    }

    view! {
        <Router>
            <FocusFollows />
            <Routes fallback=|| view! { <NotFound /> }>
                <Route path=path!("/") view=|| view! { <Redirect path="/secrets" /> } />
                <Route path=path!("/secrets") view=|| view! { <Frame><SecretsPage /></Frame> } />
                <Route path=path!("/environments/*rest") view=|| framed(environments::environment_pages::PART) />
                <Route path=path!("/agents/*rest") view=|| framed(agents::agent_pages::PART) />
                <Route path=path!("/schedules/*rest") view=|| framed(schedules::schedule_pages::PART) />
                <Route path=path!("/runs/*rest") view=|| framed(runs::run_pages::PART) />
                <Route path=path!("/settings") view=|| framed(settings_page::settings_form::PART) />
                <Route path=path!("/sign-in") view=|| view! { <Later part=session::signing::PART /> } />
            </Routes>
            <GuardLayer />
            <ToastRegion />
        </Router>
    }
}

/// A page in the frame, once its program is here.
fn framed(part: Part) -> AnyView {
    view! { <Frame><Later part /></Frame> }.into_any()
}

/// Moves the focus to the new page's main part when the address leads to another page, as a browser would.
#[component]
fn FocusFollows() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            request_animation_frame(focus_main);
        }
        path
    });
}

#[component]
fn NotFound() -> impl IntoView {
    set_page_title("Not found");
    view! {
        <Alone>
            <h1>"There is no such page"</h1>
            <p><A href="/secrets">"Go to the secrets"</A></p>
        </Alone>
    }
}
