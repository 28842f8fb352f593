//! Which link a click follows.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// The link that a click is about to follow in this tab, to another place than this page's own parts.
pub(crate) fn followed(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let elsewhere = click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if elsewhere {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let in_this_tab = matches!(link.target().as_str(), "" | "_self") && !link.has_attribute("download");
    let stays_here = link.get_attribute("href").is_some_and(|href| href.starts_with('#'));
    (in_this_tab && !stays_here).then_some(link)
}

/// The path of an address of this page's own origin, with what follows it.
pub(crate) fn own_path(address: &str) -> Option<String> {
    let origin = window().location().origin().ok()?;
    let path = address.strip_prefix(&origin)?;
    path.starts_with('/').then(|| path.to_owned())
}
