//! What a person has done so far, the value left in its field.

use leptos::prelude::*;
use oz_domain::api::{ReplaceValue, SecretSummary};

use crate::secrets::edit::{attempt::Attempts, conflict::Conflict, refusal::Refusal, value::Parts};

/// The form, and what became of saving it.
#[derive(Clone, Copy)]
pub(super) struct ReplaceForm {
    /// The secret as it was looked at last: what is saved replaces this, and nothing newer.
    pub(super) looked_at: RwSignal<SecretSummary>,
    pub(super) value: Parts,
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
        let (tried, refusal) = (RwSignal::new(false), RwSignal::new(None));
        Self {
            value: Parts::new(secret.secret_type, tried, refusal),
            looked_at: RwSignal::new(secret),
            tried,
            busy: RwSignal::new(false),
            refusal,
            conflict: RwSignal::new(None),
            attempts: Attempts::new(),
        }
    }

    /// The draft as it is now, without its value. Follows changes.
    pub(super) fn outline(self) -> Outline {
        Outline { secret: self.looked_at.get(), value_changes: self.value.changes() }
    }

    /// Whether something is to be mended before anything is sent.
    pub(super) fn is_wrong(self) -> bool {
        self.looked_at.with(|secret| self.value.is_wrong(&secret.name))
    }
}
