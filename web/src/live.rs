//! Server-sent events: heard while somebody looks, and again by themselves after the server was away.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// The longest wait before a server that refused is asked again: `2` to this power, in seconds.
const MOST_DOUBLINGS: u32 = 6;

/// What is heard at one address, for as long as the present owner lives and its tab is seen: a browser has few
/// connections to one server, and tabs that nobody sees shall not take them.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    path: StoredValue<String>,
    /// Takes the data of each event `run`.
    on_run: Callback<String>,
    /// Everything is to be asked for anew: the server says so, or the connection was refused and asking tells why.
    on_look: Callback<()>,
    open: StoredValue<Option<Open>, LocalStorage>,
    refused: StoredValue<u32>,
    lost: RwSignal<bool>,
}

struct Open {
    source: EventSource,
    _hear: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.close();
    }
}

impl Live {
    /// Listens.
    pub(crate) fn at(path: String, on_run: Callback<String>, on_look: Callback<()>) -> Self {
        let live = Self {
            path: StoredValue::new(path),
            on_run,
            on_look,
            open: StoredValue::new_local(None),
            refused: StoredValue::new(0),
            lost: RwSignal::new(false),
        };
        let seen = window_event_listener(ev::visibilitychange, move |_| live.connect());
        on_cleanup(move || {
            seen.remove();
            live.open.try_set_value(None);
        });
        live.connect();
        live
    }

    /// Whether nothing is heard at the moment, although it should be. Follows changes.
    pub(crate) fn is_lost(self) -> bool {
        self.lost.get()
    }

    /// Connects, or lets go while nobody sees the tab.
    fn connect(self) {
        let Some(path) = self.path.try_get_value() else {
            return;
        };
        let source = if document().hidden() { None } else { EventSource::new(&path).ok() };
        self.open.set_value(source.map(|source| {
            let hear = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| self.hear(&event));
            for name in ["open", "run", "look", "error"] {
                let _ = source.add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
            }
            Open { source, _hear: hear }
        }));
    }

    fn hear(self, event: &web_sys::Event) {
        match event.type_().as_str() {
            "run" => {
                if let Some(data) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
                    self.on_run.run(data);
                }
            }
            "look" => self.on_look.run(()),
            "open" => {
                self.refused.try_set_value(0);
                self.lost.try_set(false);
            }
            _ => self.stopped(),
        }
    }

    /// After a lost connection the browser connects again by itself; after a refusal it doesn't.
    fn stopped(self) {
        self.lost.try_set(true);
        let is_refused =
            |open: &Option<Open>| open.as_ref().is_some_and(|open| open.source.ready_state() == EventSource::CLOSED);
        if self.open.try_with_value(is_refused) != Some(true) {
            return;
        }
        let doublings = self.refused.try_get_value().unwrap_or_default().saturating_add(1).min(MOST_DOUBLINGS);
        self.refused.try_set_value(doublings);
        set_timeout(move || self.connect(), Duration::from_secs(1 << doublings));
        self.on_look.run(());
    }
}
