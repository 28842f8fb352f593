//! Somebody changed the secret meanwhile: who, when and what, and the ways on.

use leptos::{html, prelude::*};
use oz_domain::{UserId, api::SecretSummary};

use super::changed::differences;
use crate::{
    secrets::when,
    session::SessionContext,
    ui::{Button, Kind},
};

/// What a save ran into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    /// The secret as it was when the person began.
    pub(super) was: SecretSummary,
    /// The secret as it is; `None` when it is gone.
    pub(super) now: Option<SecretSummary>,
}

/// Tells of a conflict. What was typed stays where it is.
#[component]
pub(super) fn ConflictNote(
    conflict: Conflict,
    /// What going on anyway is called.
    anyway: &'static str,
    /// While it is being done.
    #[prop(into)]
    busy: Signal<bool>,
    on_anyway: Callback<()>,
) -> impl IntoView {
    let me = expect_context::<SessionContext>().current_untracked().and_then(|known| known.user).map(|user| user.id);
    let Conflict { was, now } = conflict;
    let note = NodeRef::<html::Div>::new();
    // Whoever pressed the button looks elsewhere, and the button is gone.
    note.on_load(|note| request_animation_frame(move || drop(note.focus())));
    let Some(now) = now else {
        return gone(&was, note).into_any();
    };
    let changes = differences(&was, &now).into_iter().map(|change| view! { <li>{change}</li> }).collect_view();
    view! {
        <div class="conflict" role="alert" tabindex="-1" node_ref=note>
            <h3>{format!("Changed meanwhile by {}", who(&now, me))}</h3>
            <p>{format!("{}, after you opened it:", capitalised(&when::ago(&now.updated_at, js_sys::Date::now())))}</p>
            <ul>{changes}</ul>
            <p>"Nothing of yours was saved, and nothing you typed is lost."</p>
            <div class="acts">
                <Button kind=Kind::Normal busy=busy on_press=on_anyway>{anyway}</Button>
            </div>
        </div>
    }
    .into_any()
}

fn gone(was: &SecretSummary, note: NodeRef<html::Div>) -> impl IntoView + use<> {
    view! {
        <div class="conflict" role="alert" tabindex="-1" node_ref=note>
            <h3>{format!("{} was deleted meanwhile", was.name)}</h3>
            <p>"What you typed is still here. To keep it, copy it out, then add a new secret; runs find it by its name."</p>
        </div>
    }
}

fn who(secret: &SecretSummary, me: Option<UserId>) -> String {
    if me.is_some() && secret.updated_by.id == me {
        "you, in another tab or window".to_owned()
    } else {
        secret.updated_by.label.clone()
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
