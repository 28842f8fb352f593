//! To whom values are sealed here, and how a person can tell that it is their server.

use leptos::prelude::*;

use super::{
    context::Keys,
    state::{KeyState, Sealing},
    stopped::Stopped,
    when,
};

/// The key box beside a value: whom it is sealed to, or why nothing is sealed.
#[component]
pub(crate) fn KeyBox() -> impl IntoView {
    let keys = expect_context::<Keys>();
    move || match keys.state() {
        KeyState::Unknown | KeyState::Asking => view! {
            <div class="key" aria-busy="true"><Shield /><p class="sub">"Asking the server for its key…"</p></div>
        }
        .into_any(),
        KeyState::Ready(sealing) => ready(&sealing).into_any(),
        KeyState::Stopped(stop) => view! { <Stopped stop /> }.into_any(),
    }
}

fn ready(sealing: &Sealing) -> impl IntoView + use<> {
    let fingerprint = sealing.remembered.identity.fingerprint().to_string();
    let since = &sealing.remembered.since;
    let known = if when::is_today(since) {
        "First seen by this browser today.".to_owned()
    } else {
        format!("Same server identity since {}.", when::day(since))
    };
    view! {
        <div class="key">
            <Shield />
            <p>"Sealed here, to "<code>{fingerprint}</code></p>
            <p class="sub">{known}</p>
            <details>
                <summary>"Compare"</summary>
                <p>
                    "The server prints its identity when it starts. Ask whoever runs it to read that line out: all eight "
                    "groups must be the ones above. This browser remembers them, and seals nothing when they change."
                </p>
                <p>
                    "What this can't do: protect you from this address itself, if it served a changed page. Only the "
                    "code that your browser runs decides what is sealed, and to whom."
                </p>
            </details>
        </div>
    }
}

/// A shield with a tick.
#[component]
pub(super) fn Shield() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
            <path d="M12 3l7 3v5c0 4.5-3 8.2-7 10-4-1.8-7-5.5-7-10V6z" />
            <path d="M9 12l2 2 4-4" />
        </svg>
    }
}
