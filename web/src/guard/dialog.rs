//! 'Discard draft?'

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    context::{Guard, Leaving},
    entry::go,
};
use crate::ui::{Button, Dialog, Kind};

/// Asks. Mounted once, where the router is known.
#[component]
pub(crate) fn GuardLayer() -> impl IntoView {
    let guard = expect_context::<Guard>();
    let navigate = use_navigate();
    let discard = Callback::new(move |()| match guard.discard() {
        Some(Leaving::Link(address)) => match own_path(&address) {
            Some(path) => navigate(&path, NavigateOptions::default()),
            None => drop(window().location().set_href(&address)),
        },
        Some(Leaving::History(by)) => go(by),
        Some(Leaving::Pane) | None => {}
    });
    move || {
        guard.asks_about().map(|loss| {
            view! {
                <Dialog title="Discard draft?" on_leave=move |()| guard.stay()>
                    <p>{loss}</p>
                    <footer>
                        <Button kind=Kind::Normal on_press=move |()| guard.stay()>"Keep editing"</Button>
                        <Button kind=Kind::Danger on_press=discard>"Discard"</Button>
                    </footer>
                </Dialog>
            }
        })
    }
}

/// The path of an address of this page's own origin.
fn own_path(address: &str) -> Option<String> {
    let origin = window().location().origin().ok()?;
    let path = address.strip_prefix(&origin)?;
    path.starts_with('/').then(|| path.to_owned())
}
