//! Where a part stands: empty until its program is here, and a way on when it doesn't come.

use std::time::Duration;

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::{NotHere, Part};
use crate::ui::{Button, Kind};

/// Shows a part of the page as soon as its program is here.
#[component]
pub(crate) fn Later(
    part: Part,
    /// For what stands over the page: the person doesn't want it any more.
    #[prop(optional, into)]
    on_give_up: Option<Callback<()>>,
    /// Nobody misses it: nothing stands in its place.
    #[prop(optional)]
    is_extra: bool,
) -> impl IntoView {
    let attempts = RwSignal::new(0);
    let again = Callback::new(move |()| attempts.update(|attempts| *attempts += 1));
    move || {
        attempts.track();
        Suspend::new(async move {
            match (part.show)().await {
                Ok(view) => view,
                Err(_) if is_extra => ().into_any(),
                Err(why) => missing(why, again, on_give_up),
            }
        })
    }
}

/// Has a part's program at hand before it is needed, once what is to be seen is painted. That it doesn't come is no
/// error yet: whoever needs it fetches it again.
pub(crate) fn fetch_when_quiet(part: Part) {
    let fetch = move || {
        spawn_local(async move {
            let _ = (part.fetch)().await;
        });
    };
    // Only after the next frame, which has the list.
    request_animation_frame(move || set_timeout(fetch, Duration::ZERO));
}

const TITLE: &str = "This part of the page is missing";

fn missing(why: NotHere, again: Callback<()>, on_give_up: Option<Callback<()>>) -> AnyView {
    let explanation = view! {
        <div>
            <h2>{TITLE}</h2>
            <p role="alert">{why.to_string()}</p>
            <p>"Nothing was sent. If it is missing again, hold Shift and reload the page, or try another network."</p>
        </div>
    };
    let again = view! { <Button kind=Kind::Normal on_press=again>"Try again"</Button> };
    match on_give_up {
        Some(leave) => over((explanation, again).into_any(), leave),
        None => view! { <div class="failed">{explanation}{again}</div> }.into_any(),
    }
}

/// What would have stood over the page is missed there: whatever lies below can't be reached. A dialog of its own, for
/// the page's dialogs are a part that comes later.
fn over(words: AnyView, leave: Callback<()>) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    // Fails only for what is not in the document.
    dialog.on_load(|dialog| drop(dialog.show_modal()));
    let on_cancel = move |event: ev::Event| {
        event.prevent_default();
        leave.run(());
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-label=TITLE on:cancel=on_cancel>
            {words}
            <Button kind=Kind::Plain on_press=leave>"Not now"</Button>
        </dialog>
    }
    .into_any()
}
