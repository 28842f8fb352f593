//! What isn't saved yet, always in sight, with the ways on.

use leptos::prelude::*;

use super::{Button, Kind, sentence_view};

/// The end of a form that fills a page. Stands inside the form.
#[component]
pub(crate) fn UnsavedBar(
    /// How many things were changed; without any, there is no bar, unless what is in the form is new.
    #[prop(into)]
    changes: Signal<usize>,
    #[prop(into)] is_new: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    /// What went wrong with the whole.
    #[prop(into)]
    refused: Signal<Option<String>>,
    /// What saving something new is called.
    create: &'static str,
    #[prop(into)] on_discard: Callback<()>,
) -> impl IntoView {
    let is_shown = Memo::new(move |_| is_new.get() || changes.get() > 0);
    let words = move || match changes.get() {
        0 => String::new(),
        1 => "1 change not saved".to_owned(),
        count => format!("{count} changes not saved"),
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <div class="bar">
                    <p class="refused" role="alert">{move || refused.get().map(|words| sentence_view(&words))}</p>
                    <span role="status">{words}</span>
                    <Button kind=Kind::Plain on_press=on_discard>{move || if is_new.get() { "Cancel" } else { "Discard" }}</Button>
                    <Button kind=Kind::Submit busy=busy>{move || if is_new.get() { create } else { "Save" }}</Button>
                </div>
            }
        })
    }
}
