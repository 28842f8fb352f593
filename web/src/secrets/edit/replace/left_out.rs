//! Which optional parts the new value will be without, told before it is saved.

use leptos::prelude::*;

use super::form::ReplaceForm;

/// Says which optional parts are left empty.
#[component]
pub(super) fn LeftOut(form: ReplaceForm) -> impl IntoView {
    let left_out = Memo::new(move |_| form.value.left_out());
    view! { <div role="status">{move || left_out.get().into_iter().map(note).collect_view()}</div> }
}

fn note(part: &'static str) -> impl IntoView {
    view! { <p class="note">{format!("Left empty: {part}. The new value will be without it.")}</p> }
}
