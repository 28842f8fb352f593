//! What would be lost, and where the person was about to go.

use leptos::prelude::*;

use super::{
    dialog::question,
    entry::{Entry, STEPPED_TO},
    listen::listen,
};
use crate::later::fetch_when_quiet;

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

/// What is being edited: a form on the page, or a pane over it.
#[derive(Debug, Clone, Copy)]
struct Edited {
    number: u32,
    /// What would be lost, in a sentence.
    loss: &'static str,
    is_dirty: Signal<bool>,
    discard: Callback<()>,
}

/// Asks before something typed is lost. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    /// What lies on top comes last.
    edited: RwSignal<Vec<Edited>>,
    count: StoredValue<u32>,
    leaving: RwSignal<Option<Leaving>>,
    /// The history's entry that the person edits on.
    here: StoredValue<Option<Entry>, LocalStorage>,
}

impl Guard {
    /// A guard that hears of leaving from now on, for as long as the present owner lives.
    pub(crate) fn listening() -> Self {
        let guard = Self {
            edited: RwSignal::default(),
            count: StoredValue::new(0),
            leaving: RwSignal::new(None),
            here: StoredValue::new_local(None),
        };
        listen(guard);
        guard
    }

    /// From now on, as long as the present owner lives, leaving with `is_dirty` is asked about: `loss` says in a
    /// sentence what would be lost, `discard` gives it up.
    pub(crate) fn watch(self, loss: &'static str, is_dirty: Signal<bool>, discard: Callback<()>) {
        // So that it can be asked although the server has gone away.
        fetch_when_quiet(question::PART);
        let number = self.count.get_value() + 1;
        self.count.set_value(number);
        self.here.set_value(Some(Entry::present()));
        self.leaving.set(None);
        self.edited.update(|edited| edited.push(Edited { number, loss, is_dirty, discard }));
        on_cleanup(move || {
            self.edited.try_update(|edited| edited.retain(|edited| edited.number != number));
            self.leaving.try_set(None);
        });
    }

    /// Leaves what lies on top: at once when nothing would be lost.
    pub(crate) fn close(self) {
        if let Some(top) = self.top()
            && !self.stops(Leaving::Pane)
        {
            top.discard.run(());
        }
    }

    /// Whether something typed would be lost with the page.
    pub(super) fn is_dirty(self) -> bool {
        self.edited.with_untracked(|edited| edited.iter().any(|edited| edited.is_dirty.get_untracked()))
    }

    /// Whether leaving has to wait for an answer; if so, the person is asked.
    pub(super) fn stops(self, leaving: Leaving) -> bool {
        let dirty = match leaving {
            Leaving::Pane => self.top().is_some_and(|top| top.is_dirty.get_untracked()),
            _ => self.is_dirty(),
        };
        if dirty {
            self.leaving.set(Some(leaving));
        }
        dirty
    }

    /// What would be lost, while the person is asked about it. Follows changes.
    pub(super) fn asks_about(self) -> Option<&'static str> {
        self.leaving.with(|leaving| leaving.as_ref().map(drop))?;
        self.edited.with(|edited| {
            let dirty = edited.iter().rev().find(|edited| edited.is_dirty.get_untracked());
            dirty.map(|edited| edited.loss)
        })
    }

    /// The person stays.
    pub(super) fn stay(self) {
        self.leaving.set(None);
    }

    /// The person gives up what was typed: in the pane on top, or everywhere; where to go from there.
    pub(super) fn discard(self) -> Option<Leaving> {
        let leaving = self.leaving.get_untracked();
        self.leaving.set(None);
        let given_up = self.edited.try_update(|edited| match leaving {
            Some(Leaving::Pane) => edited.pop().into_iter().collect(),
            _ => std::mem::take(edited),
        });
        for edited in given_up.unwrap_or_default().into_iter().rev() {
            edited.discard.run(());
        }
        leaving
    }

    fn top(self) -> Option<Edited> {
        self.edited.with_untracked(|edited| edited.last().copied())
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
