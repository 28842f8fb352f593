//! What stands around every page: where one is, who one is, and the way out.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use oz_domain::api::Session;
use wasm_bindgen::JsCast;

use crate::{
    environments,
    later::Later,
    router::Router,
    secrets::{EditLayer, Finding, SecretsStore},
    session::{SessionContext, SessionState, SignedOut},
    ui::is_narrow,
};

/// Shows a page to somebody who is signed in, and to everybody else how to sign in.
#[component]
pub(crate) fn Frame(children: ChildrenFn) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let children = StoredValue::new(children);
    // Anew for somebody else: what was open or typed was another person's.
    let shown = Memo::new(move |_| match session.state() {
        SessionState::Out(why) => (session.visit(), Some(why)),
        _ => (session.visit(), None),
    });

    move || match shown.get() {
        (_, Some(why)) => view! { <SignedOut why /> }.into_any(),
        (_, None) => view! { <Framed children=children.get_value() /> }.into_any(),
    }
}

#[component]
fn Framed(children: ChildrenFn) -> impl IntoView {
    let secrets = expect_context::<SecretsStore>();
    let main = NodeRef::<html::Main>::new();
    // Not left to the browser: an address with a fragment would be another place in the history.
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    view! {
        <a class="skip" href="#main" on:click=skip>"Skip to the page"</a>
        <div class="frame">
            <Side />
            <main id="main" class="main" tabindex="-1" node_ref=main>{children()}</main>
        </div>
        <p class="unseen" role="status">{move || secrets.announced()}</p>
        <EditLayer />
    }
}

/// A page that stands alone: signing in, and what is nowhere.
#[component]
pub(crate) fn Alone(children: Children) -> impl IntoView {
    view! {
        <header class="brand"><a href="/secrets" class="mark"><Mark />"Oz Secrets"</a></header>
        <main id="main" class="center" tabindex="-1">{children()}</main>
    }
}

#[component]
fn Side() -> impl IntoView {
    let finding = expect_context::<Finding>();
    let secrets = expect_context::<SecretsStore>();
    let router = expect_context::<Router>();
    // After the secrets, which people wait for.
    let is_whole = Memo::new(move |_| secrets.is_whole());
    let count = move || is_whole.get().then(|| view! { <Later part=environments::broken_count::PART is_extra=true /> });
    let nav = NodeRef::<html::Nav>::new();
    nav.on_load(|nav| {
        // Else they all fit, and asking where one stands would hold up the list.
        if is_narrow() {
            request_animation_frame(move || show_present(&nav));
        }
    });
    let at = move |base: &'static str| move || router.is_in(base).then_some("page");
    view! {
        <header class="side">
            <a href="/secrets" class="mark" on:click=move |_| finding.reset()><Mark />"Oz Secrets"</a>
            <nav class="nav" aria-label="Pages" node_ref=nav>
                <a href="/secrets" aria-current=at("/secrets") on:click=move |_| finding.reset()>"Secrets"</a>
                <a href="/environments" aria-current=at("/environments")>"Environments"{count}</a>
                <a href="/agents" aria-current=at("/agents")>"Agents"</a>
                <a href="/schedules" aria-current=at("/schedules")>"Schedules"</a>
                <a href="/runs" aria-current=at("/runs")>"Runs"</a>
                <a href="/settings" aria-current=at("/settings")>"Settings"</a>
                <a href="/api/v1/docs" rel="external">"API"</a>
            </nav>
            <Who />
        </header>
    }
}

/// Where the pages stand in a row that doesn't fit, the present one is scrolled to.
fn show_present(nav: &web_sys::HtmlElement) {
    let present = nav.query_selector("[aria-current]").ok().flatten();
    if let Some(present) = present.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        let middle = present.offset_left() + present.offset_width() / 2 - nav.offset_left();
        nav.set_scroll_left(middle - nav.client_width() / 2);
    }
}

#[component]
fn Who() -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let secrets = expect_context::<SecretsStore>();
    let trouble = RwSignal::new(None::<String>);
    let sign_out = move |_| {
        spawn_local(async move {
            match session.sign_out().await {
                Ok(()) => secrets.clear(),
                Err(error) => trouble.set(Some(error.sentence())),
            }
        });
    };

    view! {
        <div class="who">
            <Show when=move || session.current().is_some() fallback=|| view! { <span class="skeleton"></span> }>
                <div class="names">{move || session.current().map(names)}</div>
                <button type="button" class="btn small" on:click=sign_out>"Sign out"</button>
            </Show>
            <p class="error" role="alert">{move || trouble.get()}</p>
        </div>
    }
}

fn names(session: Session) -> impl IntoView {
    let person = session.user.map(|user| user.email);
    view! {
        <span class="team" title=session.workspace.name>{session.team.name}</span>
        <span class="person" title=person.clone()>{person.clone()}</span>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
            <circle cx="12" cy="12" r="9" />
            <path d="M9 9.5h6L9 15h6" />
        </svg>
    }
}
