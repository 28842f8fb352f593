//! Ctrl+Enter and Cmd+Enter send the form from any of its fields.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

/// For a form's `keydown`.
pub(crate) fn submit_on_enter(event: ev::KeyboardEvent) {
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) || event.repeat() {
        return;
    }
    event.prevent_default();
    submit_form_of(&event);
}

/// Sends the form that the key was pressed in.
pub(crate) fn submit_form_of(event: &ev::KeyboardEvent) {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let form = element.and_then(|element| element.closest("form").ok().flatten());
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        // Without a submitter it fails for no form that is in the document.
        let _ = form.request_submit();
    }
}
