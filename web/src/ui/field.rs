//! A labelled field: its help and its error belong to the input, for eyes and for screen readers.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::sentence_view;

/// Label, input, error and help, in this order. The input among the children has the id `id`, and describes
/// itself by [`described_by`].
#[component]
pub(crate) fn Field(
    id: &'static str,
    #[prop(into)] label: String,
    /// What is wrong, as long as it is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What to know before filling it in.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {children()}
            <p id=format!("{id}-error") class="error" role="alert">{move || error.get().map(|error| sentence_view(&error))}</p>
            <p id=format!("{id}-help") class="help">{move || help.get()}</p>
        </div>
    }
}

/// What describes the input of the field `id`: its error, its help.
pub(crate) fn described_by(id: &str) -> String {
    format!("{id}-error {id}-help")
}

/// Moves the focus to the first input that is marked as invalid, or to what else is marked as stopping (`data-stop`),
/// once it has been marked.
pub(crate) fn focus_first_error() {
    request_animation_frame(|| {
        // What lies under a modal dialog can't take the focus.
        let root = if document().query_selector("dialog:modal").is_ok_and(|found| found.is_some()) {
            "dialog:modal"
        } else {
            "main"
        };
        let first = document().query_selector(&[root, " :is([aria-invalid=true], [data-stop])"].concat());
        if let Some(input) = first.ok().flatten().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = input.focus();
        }
    });
}
