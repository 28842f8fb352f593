//! 'What will be sent': the very request, sealed when this is opened.

use std::{future::Future, pin::Pin};

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::refusal::Refusal;

/// A request being sealed, as JSON.
pub(super) type Preview = Pin<Box<dyn Future<Output = Result<String, Refusal>>>>;

/// Shows the request that saving would send. If nothing changes, that very request is sent.
#[component]
pub(super) fn Sent<D>(
    /// The draft without its value: what is shown holds until it changes.
    what: Signal<D>,
    seal: impl Fn() -> Preview + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    D: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = RwSignal::new(None::<(D, Result<String, String>)>);
    let details = NodeRef::<html::Details>::new();
    let look = move || {
        let draft = what.get_untracked();
        spawn_local(async move {
            let sealed = seal().await.map_err(|refusal| why(&refusal));
            shown.try_set(Some((draft, sealed)));
        });
    };
    let toggled = move |_: ev::Event| match details.get_untracked() {
        Some(details) if details.open() => look(),
        _ => shown.set(None),
    };
    let is_old = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|(draft, _)| *draft != what.get())));

    view! {
        <details node_ref=details on:toggle=toggled>
            <summary>"What will be sent"</summary>
            {move || shown.get().map(|(_, sealed)| match sealed {
                Ok(json) => view! { <pre tabindex="0" aria-label="Request"><code>{json}</code></pre> }.into_any(),
                Err(why) => view! { <p class="help">{why}</p> }.into_any(),
            })}
            {move || is_old.get().then(|| view! {
                <p class="help">
                    "The draft has changed since. "
                    <button type="button" class="inline" on:click=move |_| look()>"Show it anew"</button>
                </p>
            })}
        </details>
    }
}

/// A request as it is sent, laid out for people.
pub(super) fn json(request: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(request).unwrap_or_default()
}

fn why(refusal: &Refusal) -> String {
    refusal.of_value().or_else(|| refusal.of_all()).unwrap_or_else(|| "Fill in the fields first.".to_owned())
}
