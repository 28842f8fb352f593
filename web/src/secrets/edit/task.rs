//! What is being done, and to which secret.

use leptos::prelude::*;
use oz_domain::{
    Scope, SecretType,
    api::{Dependent, SecretSummary},
};

use super::toggle;
use crate::{secrets::SecretsStore, ui::Toasts};

/// What a person is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// Adding a secret.
    Add(Preset),
    /// Looking who gets this one.
    Usage(SecretSummary),
    /// Replacing this one's value.
    Replace(SecretSummary),
    /// Changing this one's description.
    Describe(SecretSummary),
    /// Changing when this one ends.
    End(SecretSummary),
    /// Disabling this one, which something needs.
    Disable(SecretSummary, Vec<Dependent>),
    /// Deleting this one.
    Remove(SecretSummary),
}

/// What is known of a secret before it is added. A person can change all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Preset {
    /// Its name; empty if any will do.
    pub(crate) name: String,
    /// Whose it is to be.
    pub(crate) scope: Scope,
    /// What it is to be.
    pub(crate) secret_type: SecretType,
}

impl Default for Preset {
    fn default() -> Self {
        Self { name: String::new(), scope: Scope::Team, secret_type: SecretType::RawValue }
    }
}

/// What is being done right now. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Editing {
    task: RwSignal<Option<Task>>,
    pub(super) toasts: Toasts,
    pub(super) store: SecretsStore,
}

impl Editing {
    /// Nothing is being done.
    pub(crate) fn new(store: SecretsStore, toasts: Toasts) -> Self {
        Self { task: RwSignal::new(None), toasts, store }
    }

    /// What is being done. Follows changes.
    pub(crate) fn task(self) -> Option<Task> {
        self.task.get()
    }

    /// Whether something is being done right now.
    pub(super) fn is_busy(self) -> bool {
        self.task.with_untracked(Option::is_some)
    }

    /// Begins.
    pub(crate) fn open(self, task: Task) {
        self.task.set(Some(task));
    }

    /// Ends, whatever became of it.
    pub(crate) fn close(self) {
        self.task.try_set(None);
    }

    /// Lets runs get a secret, or no longer; at once, with a way back, unless something needs it.
    pub(crate) fn set_enabled(self, secret: SecretSummary, enabled: bool) {
        toggle::set_enabled(self, secret, enabled);
    }
}
