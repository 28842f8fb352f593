//! Hears of leaving before anybody else does: links, Back and Forward, closing the tab.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, Element, Event, EventTarget, HtmlAnchorElement, MouseEvent};

use super::context::{Guard, Leaving};

/// Listens for as long as the present owner lives.
pub(super) fn listen(guard: Guard) {
    let window = window();
    on(&window, "popstate", move |event| {
        if guard.stops_step() {
            event.stop_immediate_propagation();
        }
    });
    on(&window, "click", move |event| {
        if let Some(address) = followed_link(&event)
            && guard.stops(Leaving::Link(address))
        {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    on(&window, "beforeunload", move |event| {
        if guard.is_dirty() {
            event.prevent_default();
            // Older browsers ask only when there is a text; they show their own.
            event.unchecked_ref::<BeforeUnloadEvent>().set_return_value("unsaved");
        }
    });
}

/// Listens in the capturing phase. That alone doesn't make it first: at a window, Chromium calls in the order of arrival.
fn on(target: &EventTarget, event: &'static str, handler: impl Fn(Event) + 'static) {
    let handler = Closure::<dyn Fn(Event)>::new(handler);
    let _ = target.add_event_listener_with_callback_and_bool(event, handler.as_ref().unchecked_ref(), true);
    let kept = StoredValue::new_local((target.clone(), handler));
    on_cleanup(move || {
        kept.with_value(|(target, handler)| {
            let _ = target.remove_event_listener_with_callback_and_bool(event, handler.as_ref().unchecked_ref(), true);
        });
    });
}

/// The address of the link that a click is about to follow in this tab.
fn followed_link(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let elsewhere = click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if elsewhere {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let in_this_tab = matches!(link.target().as_str(), "" | "_self") && !link.has_attribute("download");
    in_this_tab.then(|| link.href())
}
