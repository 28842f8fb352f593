//! 'Discard draft?'

use leptos::prelude::*;

use super::{
    context::{Guard, Leaving},
    entry::go,
};
use crate::{
    later::{Later, part},
    router::{Router, own_path},
    ui::{Button, Dialog, Kind},
};

part!(pub(crate) question => dialog());

/// Asks. Mounted once.
#[component]
pub(crate) fn GuardLayer() -> impl IntoView {
    let guard = expect_context::<Guard>();
    let asks = Memo::new(move |_| guard.asks_about().is_some());
    move || asks.get().then(|| view! { <Later part=question::PART on_give_up=move |()| guard.stay() /> })
}

fn dialog() -> AnyView {
    let guard = expect_context::<Guard>();
    let router = expect_context::<Router>();
    let discard = Callback::new(move |()| match guard.discard() {
        Some(Leaving::Link(address)) => match own_path(&address) {
            Some(path) => router.go(&path),
            None => drop(window().location().set_href(&address)),
        },
        Some(Leaving::History(by)) => go(by),
        Some(Leaving::Pane) | None => {}
    });
    let asked = move || {
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
    };
    asked.into_any()
}
