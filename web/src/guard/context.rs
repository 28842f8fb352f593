//! What would be lost, and where the person was about to go.

use leptos::prelude::*;

use super::entry::{Entry, STEPPED_TO};

/// Where the person was about to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Nowhere: just out of the pane.
    Pane,
    /// Along a link.
    Link(String),
    /// So many entries of the history forward, or (negative) back.
    History(i32),
}

/// What is being edited.
#[derive(Debug, Clone, Copy)]
struct Edited {
    /// What it is, as the beginning of a sentence.
    what: &'static str,
    is_dirty: Signal<bool>,
    discard: Callback<()>,
}

/// Asks before something typed is lost. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    edited: RwSignal<Option<Edited>>,
    leaving: RwSignal<Option<Leaving>>,
    /// The history's entry that the person edits on.
    here: StoredValue<Option<Entry>, LocalStorage>,
}

impl Guard {
    pub(crate) fn new() -> Self {
        Self { edited: RwSignal::new(None), leaving: RwSignal::new(None), here: StoredValue::new_local(None) }
    }

    /// From now on, as long as the present owner lives, leaving with `is_dirty` is asked about. `discard` gives up
    /// `what`, the beginning of a sentence.
    pub(crate) fn watch(self, what: &'static str, is_dirty: Signal<bool>, discard: Callback<()>) {
        self.here.set_value(Some(Entry::present()));
        self.leaving.set(None);
        self.edited.set(Some(Edited { what, is_dirty, discard }));
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

    /// What would be lost, while the person is asked about it. Follows changes.
    pub(super) fn asks_about(self) -> Option<&'static str> {
        self.leaving.with(|leaving| leaving.as_ref().map(drop))?;
        self.edited.with(|edited| edited.map(|edited| edited.what))
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

    /// The page is at another entry of the history. Whether that waits for an answer; if so, it is undone meanwhile.
    pub(super) fn stops_step(self) -> bool {
        if !self.is_dirty() {
            return false;
        }
        self.here.with_value(|here| {
            if let Some(here) = here {
                here.take_up_again();
            }
        });
        self.stops(Leaving::History(STEPPED_TO))
    }
}
