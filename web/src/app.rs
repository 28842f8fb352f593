//! The page's outermost part: what every other part can ask for, and which page an address shows.

use leptos::prelude::*;

use crate::{
    agents,
    environments::{self, EnvironmentsStore},
    frame::{Alone, Frame},
    guard::{Guard, GuardLayer},
    keys::Keys,
    later::{Later, Part},
    page_title::set_page_title,
    router::{Page, Router},
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
    let router = Router::listening();
    if router.is_in("/") {
        router.replace("/secrets");
    }
    provide_context(router);
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

    focus_follows(router);
    let page = Memo::new(move |_| Page::at(&router.path()));
    view! {
        {move || match page.get() {
            Page::Secrets => view! { <Frame><SecretsPage /></Frame> }.into_any(),
            Page::Environments => framed(environments::environment_pages::PART),
            Page::Agents => framed(agents::agent_pages::PART),
            Page::Schedules => framed(schedules::schedule_pages::PART),
            Page::Runs => framed(runs::run_pages::PART),
            Page::Settings => framed(settings_page::settings_form::PART),
            Page::SignIn => view! { <Later part=session::signing::PART /> }.into_any(),
            Page::Nowhere => view! { <NotFound /> }.into_any(),
        }}
        <GuardLayer />
        <ToastRegion />
    }
}

/// A page in the frame, once its program is here.
fn framed(part: Part) -> AnyView {
    view! { <Frame><Later part /></Frame> }.into_any()
}

/// Moves the focus to the new page's main part when the address leads to another page, as a browser would.
fn focus_follows(router: Router) {
    Effect::new(move |before: Option<String>| {
        let path = router.path();
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
            <p><a href="/secrets">"Go to the secrets"</a></p>
        </Alone>
    }
}
