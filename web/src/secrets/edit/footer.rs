//! The end of a pane: what went wrong with the whole, and the buttons.

use leptos::prelude::*;

use super::refusal::Refusal;
use crate::{
    guard::Guard,
    ui::{Button, Kind},
};

/// Cancel, and what the person came for.
#[component]
pub(super) fn Footer(
    action: &'static str,
    busy: RwSignal<bool>,
    refusal: RwSignal<Option<Refusal>>,
    /// While something else has to be decided first.
    #[prop(optional, into)]
    held: Signal<bool>,
) -> impl IntoView {
    let guard = expect_context::<Guard>();
    view! {
        <footer>
            <p class="refused" role="alert">{move || refusal.with(|refusal| refusal.as_ref().and_then(Refusal::of_all))}</p>
            <Button kind=Kind::Plain on_press=move |()| guard.close()>"Cancel"</Button>
            <Show when=move || !held.get()>
                <Button kind=Kind::Submit busy=busy>{action}</Button>
            </Show>
        </footer>
    }
}
