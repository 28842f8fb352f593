//! Where the focus goes when what had it is gone, or says something else by then.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// What had the focus, and its own name (`aria-label`), if it has one: a list's row is written anew in place, and what
/// had the focus is found again by its name.
#[derive(Debug)]
pub(crate) struct Focused {
    element: HtmlElement,
    name: Option<String>,
}

impl Focused {
    /// What has it now; `None` for nothing.
    pub(crate) fn now() -> Option<Self> {
        let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
        let name = element.get_attribute("aria-label");
        (element.tag_name() != "BODY").then_some(Self { element, name })
    }

    /// The same, by the name that it had.
    pub(crate) fn named(self, name: String) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The element around it that a selector matches, itself included.
    pub(crate) fn closest(&self, selector: &str) -> Option<web_sys::Element> {
        self.element.closest(selector).ok().flatten()
    }

    /// Gives it back: to the same control wherever it is now, or to the main part.
    pub(crate) fn restore(self) {
        let is_same = self.element.is_connected() && self.element.get_attribute("aria-label") == self.name;
        let target = if is_same { Some(self.element) } else { self.name.and_then(|name| find(&name)) };
        if let Some(target) = target.or_else(main) {
            // What was just added may have been scrolled to.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = target.focus_with_options(&options);
        }
    }
}

/// Moves the focus to where reading goes on when what had it is gone.
pub(crate) fn focus_main() {
    if let Some(main) = main() {
        let _ = main.focus();
    }
}

fn main() -> Option<HtmlElement> {
    document().get_element_by_id("main")?.dyn_into().ok()
}

fn find(name: &str) -> Option<HtmlElement> {
    // A string is written in a selector as it is in JSON.
    let quoted = String::from(js_sys::JSON::stringify(&name.into()).ok()?);
    document().query_selector(&format!("[aria-label={quoted}]")).ok().flatten()?.dyn_into().ok()
}
