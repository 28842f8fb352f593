//! Ctrl+Enter and Cmd+Enter send the form from any of its fields.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

/// For a form's `keydown`.
pub(crate) fn submit_on_enter(event: ev::KeyboardEvent) {
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) || event.repeat() {
        return;
    }
    let form = event.current_target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    if let Some(form) = form {
        event.prevent_default();
        // Without a submitter it fails for no form that is in the document.
        let _ = form.request_submit();
    }
}
