//! Why nothing is sealed, plainly, and what a person can do about it.

use leptos::prelude::*;
use oz_crypto::Fingerprint;

use super::{context::Keys, fingerprint::Shield, state::Stop};
use crate::ui::{Button, Kind};

/// The key box when there is no key to seal to.
#[component]
pub(super) fn Stopped(stop: Stop) -> impl IntoView {
    let heading = stop.heading();
    let explanation = stop.to_string();
    let way_on = match stop {
        Stop::IdentityChanged { was, now } => compare(Some(was), now),
        Stop::Forgotten { now } => compare(None, now),
        _ => view! { <AskAgain /> }.into_any(),
    };
    view! {
        <div class="key stopped" data-stop="" tabindex="-1">
            <Shield />
            <div role="alert">
                <p><strong>{heading}</strong></p>
                <p>{explanation}</p>
            </div>
            {way_on}
        </div>
    }
}

/// Asks the server once more.
#[component]
fn AskAgain() -> impl IntoView {
    let keys = expect_context::<Keys>();
    view! { <p><Button kind=Kind::Inline on_press=move |()| keys.prepare()>"Ask again"</Button></p> }
}

/// The fingerprints, and a deliberate way to go over to the new one.
fn compare(was: Option<Fingerprint>, now: Fingerprint) -> AnyView {
    let keys = expect_context::<Keys>();
    let compared = RwSignal::new(false);
    view! {
        <dl class="pair">
            {was.map(|was| view! { <dt>"Remembered"</dt><dd><code>{was.to_string()}</code></dd> })}
            <dt>"Offered now"</dt><dd><code>{now.to_string()}</code></dd>
        </dl>
        <p>
            "The server prints its identity when it starts. Ask whoever runs it, by another way than this page, whether "
            "it was set up anew, and compare all eight groups."
        </p>
        <label class="check">
            <input type="checkbox" bind:checked=compared />
            <span>"The server printed "<code>{now.to_string()}</code></span>
        </label>
        <p>
            <button
                type="button" class="btn" disabled=move || !compared.get()
                on:click=move |_| keys.accept_offered()
            >
                "Trust the new identity"
            </button>
        </p>
    }
    .into_any()
}
