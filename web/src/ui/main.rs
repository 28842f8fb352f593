//! The page's main part.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Moves the focus there: to where reading goes on when what had it is gone.
pub(crate) fn focus_main() {
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        let _ = main.focus();
    }
}
