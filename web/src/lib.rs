//! The page of Oz Secrets. A value is sealed here, in the browser, before anything is sent.
#![expect(unreachable_pub, reason = "`#[component]` makes its properties `pub`")]
#![expect(clippy::too_many_lines, reason = "markup is long and flat")]
#![expect(
    clippy::needless_pass_by_value,
    reason = "components and handlers of events are given what they show and handle"
)]

mod agents;
mod app;
mod attach;
mod client;
mod environments;
mod frame;
mod guard;
mod keys;
mod later;
mod live;
mod overtaken;
mod page_title;
mod router;
mod runs;
mod schedules;
mod secrets;
mod session;
mod settings;
mod settings_page;
mod setup;
mod ui;
mod words;

use leptos::{mount::mount_to_body, prelude::*};

/// Wipes what it frees: a value's bytes don't outlive their use, wherever they were copied to.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Shows the page.
pub fn start() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    // First of all: no part of the page shall see a token in the address.
    let arrival = session::Arrival::from_address();
    mount_to_body(move || view! { <app::App arrival /> });
}
