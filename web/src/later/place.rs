//! Where a part stands: empty until its program is here, and a way on when it doesn't come.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{NotHere, Part};
use crate::ui::{Button, Dialog, Kind};

/// Shows a part of the page as soon as its program is here.
#[component]
pub(crate) fn Later(
    part: Part,
    /// For what stands over the page: the person doesn't want it any more.
    #[prop(optional, into)]
    on_give_up: Option<Callback<()>>,
) -> impl IntoView {
    let attempts = RwSignal::new(0);
    let again = Callback::new(move |()| attempts.update(|attempts| *attempts += 1));
    move || {
        attempts.track();
        Suspend::new(async move {
            match (part.show)().await {
                Ok(view) => view,
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
        <p role="alert">{why.to_string()}</p>
        <p>"Nothing was sent. If it is missing again, hold Shift and reload the page, or try another network."</p>
    };
    match on_give_up {
        Some(leave) => view! {
            <Dialog title=TITLE on_leave=leave>
                {explanation}
                <footer>
                    <Button kind=Kind::Plain on_press=leave>"Not now"</Button>
                    <Button kind=Kind::Normal on_press=again>"Try again"</Button>
                </footer>
            </Dialog>
        }
        .into_any(),
        None => view! {
            <div class="failed">
                <div><h2>{TITLE}</h2>{explanation}</div>
                <Button kind=Kind::Normal on_press=again>"Try again"</Button>
            </div>
        }
        .into_any(),
    }
}
