//! An entry of the browser's history, and the way back to it.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// An entry of the history.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    address: String,
    state: JsValue,
}

/// From an entry that was [taken up again](Entry::take_up_again) to the one that the person had stepped to.
pub(super) const STEPPED_TO: i32 = -1;

impl Entry {
    /// The entry that the page is at.
    pub(super) fn present() -> Self {
        Self {
            address: window().location().href().unwrap_or_default(),
            state: window().history().and_then(|history| history.state()).unwrap_or(JsValue::NULL),
        }
    }

    /// Puts this entry behind the one that the page is at now, whichever way that was: no browser tells, and
    /// going back to it would be a step that the page hears of only later.
    pub(super) fn take_up_again(&self) {
        if let Ok(history) = window().history() {
            // A browser may refuse when it is asked too often; then the address alone is off.
            let _ = history.push_state_with_url(&self.state, "", Some(&self.address));
        }
    }
}

/// Goes through the history.
pub(super) fn go(by: i32) {
    if let Ok(history) = window().history() {
        // Fails only in a document that isn't shown.
        let _ = history.go_with_delta(by);
    }
}
