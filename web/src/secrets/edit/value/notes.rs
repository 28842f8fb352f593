//! What a person may not have meant, with a way to mend it and a way to mean it.

use leptos::prelude::*;
use oz_domain::SecretName;

use super::{ValueHandle, notice::Notice};
use crate::ui::{Button, Kind};

/// What was noticed and waits for an answer. That there is nothing is not said until saving was tried.
#[component]
pub(super) fn Notes(
    id: String,
    handle: ValueHandle,
    tried: RwSignal<bool>,
    /// Whether nothing at all can be meant.
    may_be_empty: bool,
    /// Takes the name out of a pasted `NAME=value`, where the name isn't settled.
    on_name: Option<Callback<SecretName>>,
) -> impl IntoView {
    // Typing on mustn't take away the button under somebody's finger: only other notices are other notes.
    let open = Memo::new(move |_| {
        let mut notices = handle.open_notices();
        notices.retain(|notice| !notice.is_empty() || (may_be_empty && tried.get()));
        notices
    });
    let in_file = Memo::new(move |_| handle.file.with(Option::is_some));
    view! {
        <div id=id class="hints" role="status">
            {move || open.get().into_iter().map(|notice| note(handle, notice, on_name, in_file.get())).collect_view()}
        </div>
    }
}

fn note(handle: ValueHandle, notice: Notice, on_name: Option<Callback<SecretName>>, in_file: bool) -> impl IntoView {
    let sentence = notice.sentence();
    let kept = notice.clone();
    let keep = if notice.is_empty() { "Leave it empty" } else { "Keep" };
    let remedy = notice.remedy(on_name.is_some()).filter(|_| !in_file).map(|words| {
        let follow = move |()| {
            if let (Some(name), Some(on_name)) = (handle.mend(&notice), on_name) {
                on_name.run(name);
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
