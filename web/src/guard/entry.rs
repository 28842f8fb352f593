//! An entry of the browser's history, and the way back to it.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// An entry of the history.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    address: String,
    state: JsValue,
    /// Where it stands among the others, where the browser tells.
    index: Option<i32>,
}

/// A step that was undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// How to take it after all: so many entries forward, or (negative) back.
    pub(super) by: i32,
    /// Whether the browser reports the undoing as another step.
    pub(super) comes_back: bool,
}

impl Entry {
    /// The entry that the page is at.
    pub(super) fn present() -> Self {
        Self {
            address: window().location().href().unwrap_or_default(),
            state: window().history().and_then(|history| history.state()).unwrap_or(JsValue::NULL),
            index: index(),
        }
    }

    /// Goes back to this entry from wherever the page is.
    pub(super) fn step_undone(&self) -> Step {
        if let Some(by) = steps(self.index, index()) {
            go(-by);
            Step { by, comes_back: true }
        } else {
            // Which way it was the browser doesn't tell: as a new entry, this one has the other right behind it.
            self.push();
            Step { by: -1, comes_back: false }
        }
    }

    fn push(&self) {
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

fn steps(from: Option<i32>, to: Option<i32>) -> Option<i32> {
    Some(to? - from?).filter(|by| *by != 0)
}

/// The present entry's place by the Navigation API, which not every browser has.
fn index() -> Option<i32> {
    let navigation = Reflect::get(&window(), &"navigation".into()).ok()?;
    let entry = Reflect::get(&navigation, &"currentEntry".into()).ok()?;
    let index = Reflect::get(&entry, &"index".into()).ok()?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number, as large as a history is long")]
    Some(index as i32)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn back_and_forward_are_told_apart_where_the_browser_tells() {
        assert_eq!(steps(Some(4), Some(3)), Some(-1));
        assert_eq!(steps(Some(4), Some(6)), Some(2));
        assert_eq!(steps(Some(4), None), None);
        assert_eq!(steps(None, Some(4)), None);
    }
}
