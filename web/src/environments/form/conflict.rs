//! Somebody else saved meanwhile: what they did, what I did, and what comes of both, to look over before it is saved.

use leptos::{html, prelude::*};
use oz_domain::{ReferenceText, api::Environment};

use super::{
    state::Form,
    texts::{Texts, merged},
};
use crate::{
    attach::{Side, attach_box},
    secrets::ago,
    ui::{TableRow, table},
};

const HEADINGS: &[&str] = &["Secret", "Before", "Theirs", "Yours", "Now"];

/// What a save ran into.
#[derive(Clone)]
pub(super) struct Conflict {
    by: String,
    when: String,
    told: Vec<String>,
    sides: Vec<Side>,
}

/// Merges what is there now into the form. What a person has typed and nobody else changed stays as it is.
pub(super) fn merge_into(form: Form, now: Environment) {
    let theirs = Texts::of(&now.config);
    let merged = form.saved.with_untracked(|before| merged(before, &theirs, &untrack(|| form.texts())));
    form.conflict.set(Some(Conflict {
        by: now.last_editor.display_name.clone(),
        when: ago(&now.last_updated, js_sys::Date::now()),
        told: merged.told,
        sides: merged.secrets.sides,
    }));
    form.saved.set(theirs);
    form.was.set(Some(now));
    form.fill(merged.texts);
}

/// Tells of it, and lets the list of names be decided name by name.
#[component]
pub(super) fn ConflictNote(form: Form, conflict: Conflict) -> impl IntoView {
    let Conflict { by, when, told, sides } = conflict;
    let note = NodeRef::<html::Div>::new();
    note.on_load(|note| request_animation_frame(move || drop(note.focus())));
    let told = told.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    let rows: Vec<TableRow> = sides.into_iter().map(|side| row(form, side)).collect();
    view! {
        <div class="conflict" role="alert" tabindex="-1" node_ref=note>
            <h3>{format!("Changed meanwhile by {by}, {when}")}</h3>
            <p>
                "Nothing of yours was saved, and nothing is lost: the form now holds what comes of both. Look it over, then "
                "save again."
            </p>
            <ul>{told}</ul>
            {(!rows.is_empty()).then(|| table("What became of the list", HEADINGS, rows))}
        </div>
    }
}

fn row(form: Form, side: Side) -> TableRow {
    let has = |it: bool| {
        let (mark, said) = if it { ("✓", "yes") } else { ("–", "no") };
        view! { <span aria-hidden="true">{mark}</span><span class="unseen">{said}</span> }.into_any()
    };
    let text = ReferenceText { name: side.name.clone(), scope: side.scope, variable: None, required: false };
    TableRow {
        head: view! { <code>{side.name}</code> }.into_any(),
        cells: vec![has(side.before), has(side.theirs), has(side.mine), attach_box(form.attached, text)],
    }
}
