//! What stands around every page: where one is, who one is, and the way out.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use leptos_router::components::A;
use oz_domain::api::Session;

use crate::{
    environments::EnvironmentsStore,
    secrets::{EditLayer, Finding, SecretsStore},
    session::{SessionContext, SessionState, SignedOut},
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
        <a class="skip" href="#main" rel="external" on:click=skip>"Skip to the page"</a>
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
        <header class="brand"><A href="/secrets" attr:class="mark"><Mark />"Oz Secrets"</A></header>
        <main id="main" class="center" tabindex="-1">{children()}</main>
    }
}

#[component]
fn Side() -> impl IntoView {
    let finding = expect_context::<Finding>();
    let environments = expect_context::<EnvironmentsStore>();
    let secrets = expect_context::<SecretsStore>();
    // After the secrets, which people wait for.
    Effect::new(move |_| {
        if secrets.is_whole() {
            environments.ask_once();
        }
    });
    let count = Memo::new(move |_| environments.broken().len());
    view! {
        <header class="side">
            <A href="/secrets" attr:class="mark" on:click=move |_| finding.reset()><Mark />"Oz Secrets"</A>
            <nav class="nav" aria-label="Pages">
                <A href="/secrets" on:click=move |_| finding.reset()>"Secrets"</A>
                <A href="/environments">"Environments"{move || broken(count.get())}</A>
                <A href="/agents">"Agents"</A>
                <A href="/schedules">"Schedules"</A>
                <A href="/runs">"Runs"</A>
                <A href="/settings">"Settings"</A>
                <a href="/api/v1/docs" rel="external">"API"</a>
            </nav>
            <Who />
        </header>
    }
}

/// How many environments name what isn't there.
fn broken(count: usize) -> Option<AnyView> {
    (count > 0).then(|| {
        view! {
            <span class="flag">
                {count}
                <span class="unseen">{if count == 1 { " has a broken reference" } else { " have broken references" }}</span>
            </span>
        }
        .into_any()
    })
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
