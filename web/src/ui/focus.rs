//! Where the focus goes when what had it is gone, or stands for something else by then.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// What an element stands for, where that can change: a list's rows are written anew in place.
const OF: &str = "data-of";

/// What had the focus, and what it stood for.
#[derive(Debug, Clone)]
pub(crate) struct Focused {
    element: Option<HtmlElement>,
    of: Option<String>,
}

impl Focused {
    /// What has it now, if anything.
    pub(crate) fn now() -> Self {
        let active = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
        let element = active.filter(|active| active.tag_name() != "BODY");
        let of = element.as_ref().and_then(|element| element.get_attribute(OF));
        Self { element, of }
    }

    /// The same, had it stood for this (`data-of`).
    pub(crate) fn of(self, of: String) -> Self {
        Self { of: Some(of), ..self }
    }

    /// The element around it that a selector matches, itself included.
    pub(crate) fn closest(&self, selector: &str) -> Option<Element> {
        self.element.as_ref()?.closest(selector).ok().flatten()
    }

    /// Gives it back to what stands for the same now, else to the main part; unless it has gone elsewhere meanwhile.
    pub(crate) fn restore(self) {
        if self.is_elsewhere() {
        } else if let Some(target) = self.target() {
            focus(&target);
        } else {
            // A list that was scrolled to it has its row by the next frame.
            request_animation_frame(move || {
                if let Some(target) = self.target().or_else(main).filter(|_| !self.is_elsewhere()) {
                    focus(&target);
                }
            });
        }
    }

    fn is_elsewhere(&self) -> bool {
        let now = Self::now().element;
        now.is_some() && now != self.element
    }

    fn target(&self) -> Option<HtmlElement> {
        let same = |element: &&HtmlElement| element.is_connected() && element.get_attribute(OF) == self.of;
        let elsewhere = || {
            let selector = format!("[{OF}='{}']", self.of.as_ref()?);
            document().query_selector(&selector).ok().flatten()?.dyn_into().ok()
        };
        self.element.as_ref().filter(same).cloned().or_else(elsewhere)
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

/// Without scrolling: what was just added may have been scrolled to.
fn focus(target: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = target.focus_with_options(&options);
}
