//! Which optional parts the new value will be without, told before it is saved.

use leptos::prelude::*;
use oz_domain::Field;

use super::form::ReplaceForm;

/// Says which optional parts are left empty, the more urgently where the present value has them.
#[component]
pub(super) fn LeftOut(form: ReplaceForm) -> impl IntoView {
    let left_out = Memo::new(move |_| form.value.left_out());
    let notes = move || {
        form.looked_at.with(|secret| {
            let note = |field: &Field| note(field, secret.optional_parts.has(field.key));
            left_out.with(|fields| fields.iter().map(|field| note(field)).collect::<Vec<_>>())
        })
    };
    view! { <div role="status">{notes}</div> }
}

fn note(field: &Field, is_there: bool) -> AnyView {
    let (class, words) = if is_there {
        ("note warn", "The present value has one; the new value will be without it.")
    } else {
        ("note", "The new value will be without it, as the present one is.")
    };
    view! { <p class=class><span>{format!("Left empty: {}. ", field.label)}{words}</span></p> }.into_any()
}
