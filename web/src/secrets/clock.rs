//! The present moment, for times in words.

use std::time::Duration;

use leptos::prelude::*;

/// The present moment, good to half a minute. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now(RwSignal<f64>);

impl Now {
    /// Goes on until its owner is gone.
    pub(crate) fn ticking() -> Self {
        let now = RwSignal::new(js_sys::Date::now());
        let tick = move || now.set(js_sys::Date::now());
        if let Ok(clock) = set_interval_with_handle(tick, Duration::from_secs(30)) {
            on_cleanup(move || clock.clear());
        }
        Self(now)
    }

    /// Milliseconds since 1970. Follows the clock.
    pub(crate) fn get(self) -> f64 {
        self.0.get()
    }
}
