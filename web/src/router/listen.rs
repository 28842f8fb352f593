//! Hears of links that are followed, and of Back and Forward.

use leptos::prelude::*;

use super::{Router, followed, own_path};

/// Listens for as long as the present owner lives.
pub(super) fn listen(router: Router) {
    let on_click = window_event_listener(leptos::ev::click, move |event| {
        let link = followed(&event).filter(|_| !event.default_prevented());
        // `rel=external`: a page of the same server that isn't one of these.
        let own = link.filter(|link| link.rel() != "external").and_then(|link| own_path(&link.href()));
        if let Some(path) = own {
            event.prevent_default();
            router.go(&path);
        }
    });
    let on_step = window_event_listener(leptos::ev::popstate, move |_| router.look());
    on_cleanup(move || {
        on_click.remove();
        on_step.remove();
    });
}
