//! What a person may not have meant, with a way to mend it and a way to mean it.

use leptos::prelude::*;
use oz_domain::{SecretName, hints::Hint};

use super::{ValueHandle, seen::remedy};
use crate::ui::{Button, Kind};

/// The hints that wait for an answer. That there is nothing is no hint until saving was tried.
#[component]
pub(super) fn Hints(
    id: String,
    handle: ValueHandle,
    tried: RwSignal<bool>,
    /// Takes the name out of a pasted `NAME=value`, where the name isn't settled.
    on_name: Option<Callback<SecretName>>,
) -> impl IntoView {
    // Typing on mustn't take away the button under somebody's finger: only other hints are other notes.
    let open = Memo::new(move |_| {
        let mut hints = handle.open_hints();
        hints.retain(|hint| *hint != Hint::Empty || tried.get());
        hints
    });
    let in_file = Memo::new(move |_| handle.file.with(Option::is_some));
    view! {
        <div id=id class="hints" role="status">
            {move || open.get().into_iter().map(|hint| note(handle, hint, on_name, in_file.get())).collect_view()}
        </div>
    }
}

fn note(handle: ValueHandle, hint: Hint, on_name: Option<Callback<SecretName>>, in_file: bool) -> impl IntoView {
    let sentence = hint.to_string();
    let kept = hint.clone();
    let keep = if hint == Hint::Empty { "Leave it empty" } else { "Keep" };
    let remedy = remedy(&hint, on_name.is_some()).filter(|_| !in_file).map(|words| {
        let follow = move |()| {
            handle.follow(&hint);
            if let (Some(on_name), Hint::Assignment(name)) = (on_name, &hint) {
                on_name.run(name.clone());
            }
        };
        view! { <Button kind=Kind::Inline on_press=follow>{words}</Button> }
    });
    view! {
        <div class="note warn">
            <span>{sentence}</span>
            <span class="acts">
                {remedy}
                <Button kind=Kind::Inline on_press=move |()| handle.keep(kept.clone())>{keep}</Button>
            </span>
        </div>
    }
}
