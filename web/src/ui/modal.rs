//! A native modal `<dialog>`: the focus moves in, stays in, and goes back to where it came from.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::focus::Focused;

/// A modal dialog, open for as long as it is shown. Only its owner closes it: leaving is asked for, never done.
#[component]
pub(super) fn Modal(
    class: &'static str,
    /// The id of its heading.
    labelled_by: String,
    /// The person asks to leave: Escape, or the platform's own gesture for it.
    on_leave: Callback<()>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new_local(Focused::now());
    element.on_load(show);
    on_cleanup(move || {
        if let Some(opener) = opener.try_get_value() {
            return_focus(opener);
        }
    });

    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            on_leave.run(());
        }
    };
    let is_own = move |event: &ev::Event| {
        let own = element.get_untracked().map(JsCast::unchecked_into::<web_sys::EventTarget>);
        event.target() == own
    };
    // A file picker's `cancel` bubbles up here as well, and asks for nothing.
    let on_cancel = move |event: ev::Event| {
        if is_own(&event) {
            event.prevent_default();
            on_leave.run(());
        }
    };
    // Some browsers close after a second Escape whatever the page says: it isn't theirs to decide.
    let on_close = move |event: ev::Event| {
        if is_own(&event)
            && let Some(dialog) = element.get_untracked()
            && dialog.is_connected()
        {
            show(dialog);
            on_leave.run(());
        }
    };

    view! {
        <dialog
            node_ref=element class=class aria-labelledby=labelled_by
            on:keydown=on_key on:cancel=on_cancel on:close=on_close
        >
            {children()}
        </dialog>
    }
}

/// An id for a heading: several modals can be open, one over the other.
pub(super) fn heading_id() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("modal-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

fn show(dialog: web_sys::HtmlDialogElement) {
    if dialog.is_connected() && !dialog.open() {
        // Fails only for what is not in the document.
        let _ = dialog.show_modal();
    }
}

/// Once the dialog is gone: what lies under it can't take the focus before.
fn return_focus(opener: Focused) {
    queue_microtask(move || request_animation_frame(move || opener.restore()));
}
