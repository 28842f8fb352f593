//! What would be lost, and where the person was about to go.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Where the person was about to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Nowhere: just out of the pane.
    Pane,
    /// Along a link.
    Link(String),
    /// Through the history, which leads there from here by one step back.
    History,
}

/// What is being edited.
#[derive(Debug, Clone, Copy)]
struct Edited {
    is_dirty: Signal<bool>,
    discard: Callback<()>,
}

/// Asks before something typed is lost. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    edited: RwSignal<Option<Edited>>,
    leaving: RwSignal<Option<Leaving>>,
    /// Address and state of the history's entry that the person edits on.
    here: StoredValue<(String, JsValue), LocalStorage>,
}

impl Guard {
    pub(crate) fn new() -> Self {
        Self {
            edited: RwSignal::new(None),
            leaving: RwSignal::new(None),
            here: StoredValue::new_local((String::new(), JsValue::NULL)),
        }
    }

    /// From now on, as long as the present owner lives, leaving with `is_dirty` is asked about. `discard` gives up.
    pub(crate) fn watch(self, is_dirty: Signal<bool>, discard: Callback<()>) {
        let state = window().history().and_then(|history| history.state()).unwrap_or(JsValue::NULL);
        self.here.set_value((window().location().href().unwrap_or_default(), state));
        self.leaving.set(None);
        self.edited.set(Some(Edited { is_dirty, discard }));
        on_cleanup(move || {
            self.edited.try_set(None);
            self.leaving.try_set(None);
        });
    }

    /// Leaves the pane: at once when nothing would be lost.
    pub(crate) fn close(self) {
        if let Some(edited) = self.edited.get_untracked()
            && !self.stops(Leaving::Pane)
        {
            edited.discard.run(());
        }
    }

    /// Whether something typed would be lost.
    pub(super) fn is_dirty(self) -> bool {
        self.edited.get_untracked().is_some_and(|edited| edited.is_dirty.get_untracked())
    }

    /// Whether leaving has to wait for an answer; if so, the person is asked.
    pub(super) fn stops(self, leaving: Leaving) -> bool {
        let dirty = self.is_dirty();
        if dirty {
            self.leaving.set(Some(leaving));
        }
        dirty
    }

    /// Where the person is asked about going. Follows changes.
    pub(super) fn leaving(self) -> Option<Leaving> {
        self.leaving.get()
    }

    /// The person stays.
    pub(super) fn stay(self) {
        self.leaving.set(None);
    }

    /// The person gives up what was typed; where to go from there.
    pub(super) fn discard(self) -> Option<Leaving> {
        let leaving = self.leaving.get_untracked();
        self.leaving.set(None);
        if let Some(edited) = self.edited.get_untracked() {
            self.edited.set(None);
            edited.discard.run(());
        }
        leaving
    }

    /// Undoes a step through the history: what was stepped to is one step behind from then on.
    pub(super) fn step_forward_again(self) {
        self.here.with_value(|(address, state)| {
            if let Ok(history) = window().history() {
                // A browser may refuse when it is asked too often; then the address alone is off.
                let _ = history.push_state_with_url(state, "", Some(address));
            }
        });
    }
}
