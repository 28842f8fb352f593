//! What holds for the whole workspace, for every part of the page to ask.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{Harness, api::Settings, resolve::DefaultInjection};

use crate::{client::Client, ui::SelectOption};

/// The workspace's settings, once they are known. In context.
#[derive(Clone, Copy)]
pub(crate) struct SettingsStore {
    known: RwSignal<Option<Settings>>,
    asked: StoredValue<bool>,
}

impl SettingsStore {
    pub(crate) fn new() -> Self {
        Self { known: RwSignal::new(None), asked: StoredValue::new(false) }
    }

    /// Asks for them unless that was done already.
    pub(crate) fn ask_once(self) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            match Client.settings().await {
                Ok(settings) => drop(self.known.try_set(Some(settings))),
                // Asked for again by whoever needs them next.
                Err(_) => drop(self.asked.try_set_value(false)),
            }
        });
    }

    /// They are these now.
    pub(crate) fn set(self, settings: Settings) {
        self.known.set(Some(settings));
    }

    /// Whether they are known. Follows changes.
    pub(crate) fn are_known(self) -> bool {
        self.known.with(Option::is_some)
    }

    /// Which secrets runs get where nobody declares a list; the usual while it isn't known. Follows changes.
    pub(crate) fn default_injection(self) -> DefaultInjection {
        self.known.with(|known| known.as_ref().map(|settings| settings.default_injection)).unwrap_or_default()
    }

    /// Every harness, as an entry of a list; one that is switched off is shown as such. Follows changes.
    pub(crate) fn harnesses(self) -> Vec<SelectOption> {
        let entry = |harness: Harness| {
            let is_off = self.known.with(|known| known.as_ref().is_some_and(|settings| !settings.allows(harness)));
            let label = if is_off { format!("{} (switched off)", harness.label()) } else { harness.label().to_owned() };
            SelectOption { value: harness.as_str().to_owned(), label, disabled: is_off }
        };
        Harness::ALL.into_iter().map(entry).collect()
    }
}
