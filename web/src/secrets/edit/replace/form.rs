//! What a person has done so far, the value left in its field.

use leptos::prelude::*;
use oz_domain::api::{ReplaceValue, SecretSummary};

use crate::secrets::edit::{attempt::Attempts, conflict::Conflict, refusal::Refusal, value::ValueHandle};

/// The form, and what became of saving it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReplaceForm {
    /// The secret as it was looked at last: what is saved replaces this, and nothing newer.
    pub(super) looked_at: RwSignal<SecretSummary>,
    pub(super) value: ValueHandle,
    /// Whether saving was tried: from then on, what is missing is an error.
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) refusal: RwSignal<Option<Refusal>>,
    pub(super) conflict: RwSignal<Option<Conflict>>,
    pub(super) attempts: Attempts<Outline, ReplaceValue>,
}

/// A draft without its value: equal as long as nothing was changed, the value neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) secret: SecretSummary,
    value_changes: u32,
}

impl ReplaceForm {
    pub(super) fn new(secret: SecretSummary) -> Self {
        Self {
            looked_at: RwSignal::new(secret),
            value: ValueHandle::new(),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
            conflict: RwSignal::new(None),
            attempts: Attempts::new(),
        }
    }

    /// The draft as it is now, without its value. Follows changes.
    pub(super) fn outline(self) -> Outline {
        Outline { secret: self.looked_at.get(), value_changes: self.value.changes() }
    }

    /// What is wrong with the value, beyond what its field sees itself.
    pub(super) fn value_error(self) -> Option<String> {
        let missing = self.tried.get() && self.value.seen().is_empty() && !self.value.is_empty_on_purpose();
        missing
            .then(|| "A value is needed.".to_owned())
            .or_else(|| self.refusal.with(|refusal| refusal.as_ref().and_then(Refusal::of_value)))
    }

    /// Whether something is to be mended before anything is sent.
    pub(super) fn is_wrong(self) -> bool {
        let seen = self.value.seen();
        let too_long = self.looked_at.with(|secret| seen.excess(&secret.name).is_some());
        too_long || seen.has_nul || self.value_error().is_some()
    }
}
