//! Hears of leaving before anybody else does: links, Back and Forward, closing the tab.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, Event, EventTarget};

use super::context::{Guard, Leaving};
use crate::router::followed;

/// Listens for as long as the present owner lives.
pub(super) fn listen(guard: Guard) {
    let window = window();
    on(&window, "popstate", move |event| {
        if guard.stops_step() {
            event.stop_immediate_propagation();
        }
    });
    on(&window, "click", move |event| {
        if let Some(link) = followed(&event)
            && guard.stops(Leaving::Link(link.href()))
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
