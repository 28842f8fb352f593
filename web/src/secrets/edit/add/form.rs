//! What a person has filled in so far, the value left in its field.

use leptos::prelude::*;
use oz_domain::{
    Description, NameError, Owner, Scope,
    api::{CreateSecret, Session},
};

use super::name::{NameTrouble, check, suggestion};
use crate::{
    secrets::{
        SecretsStore,
        edit::{attempt::Attempts, refusal::Refusal, value::ValueHandle, words::sentence},
    },
    session::SessionContext,
};

/// The form's fields, and what became of saving it.
#[derive(Debug, Clone, Copy)]
pub(super) struct AddForm {
    pub(super) name: RwSignal<String>,
    pub(super) value: ValueHandle,
    pub(super) description: RwSignal<String>,
    pub(super) scope: RwSignal<Scope>,
    /// Whether saving was tried: from then on, what is missing is an error.
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) refusal: RwSignal<Option<Refusal>>,
    pub(super) attempts: Attempts<Outline, CreateSecret>,
    session: SessionContext,
    store: SecretsStore,
}

/// A draft without its value: equal as long as nothing was changed, the value neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) owner: Owner,
    value_changes: u32,
}

impl AddForm {
    pub(super) fn new(session: SessionContext, store: SecretsStore) -> Self {
        Self {
            name: RwSignal::default(),
            value: ValueHandle::new(),
            description: RwSignal::default(),
            scope: RwSignal::new(Scope::Team),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
            attempts: Attempts::new(),
            session,
            store,
        }
    }

    /// Whether anything was filled in. Follows changes.
    pub(super) fn is_dirty(self) -> bool {
        !self.value.seen().is_empty()
            || self.name.with(|name| !name.is_empty())
            || self.description.with(|words| !words.is_empty())
    }

    /// The draft as it is now, without its value; `None` when nobody is signed in.
    pub(super) fn outline(self) -> Option<Outline> {
        Some(Outline {
            name: self.name.get(),
            description: self.description.get(),
            owner: self.owner()?,
            value_changes: self.value.changes(),
        })
    }

    /// What is wrong with the name.
    pub(super) fn name_error(self) -> Option<String> {
        let trouble = self.name.with(|name| self.with_names(|names| check(name, names.iter().copied())).err());
        match trouble {
            Some(NameTrouble::Rule(NameError::Empty)) if !self.tried.get() => None,
            Some(NameTrouble::Rule(rule)) => Some(sentence(rule)),
            trouble => self.refused_field("/name").or_else(|| Some(trouble?.sentence())),
        }
    }

    /// What the person most likely meant, when the name can't be taken.
    pub(super) fn name_suggestion(self) -> Option<String> {
        self.name.with(|name| {
            self.with_names(|names| {
                check(name, names.iter().copied()).err()?;
                suggestion(name, names.iter().copied()).map(|name| name.to_string())
            })
        })
    }

    /// What is wrong with the value, beyond what its field sees itself.
    pub(super) fn value_error(self) -> Option<String> {
        let missing = self.tried.get() && self.value.seen().is_empty() && !self.value.is_empty_on_purpose();
        missing
            .then(|| "A value is needed.".to_owned())
            .or_else(|| self.refusal.with(|refusal| refusal.as_ref().and_then(Refusal::of_value)))
    }

    /// What is wrong with the description.
    pub(super) fn description_error(self) -> Option<String> {
        let broken = self.description.with(|text| text.parse::<Description>().err());
        broken.map(sentence).or_else(|| self.refused_field("/description"))
    }

    /// Whether something is to be mended before anything is sent.
    pub(super) fn is_wrong(self) -> bool {
        let too_long = self.name.with(|name| self.value.seen().excess(name).is_some());
        too_long
            || self.value.seen().has_nul
            || self.name_error().is_some()
            || self.value_error().is_some()
            || self.description_error().is_some()
    }

    fn owner(self) -> Option<Owner> {
        let scope = self.scope.get();
        self.session.current().and_then(|session: Session| session.owner(scope))
    }

    fn refused_field(self, pointer: &str) -> Option<String> {
        self.refusal.with(|refusal| refusal.as_ref()?.of_field(pointer))
    }

    fn with_names<T>(self, look: impl FnOnce(&[&str]) -> T) -> T {
        let owner = self.owner();
        let rows = self.store.rows();
        let theirs = rows.0.iter().filter(|row| Some(row.secret.owner) == owner);
        let names: Vec<&str> = theirs.map(|row| row.secret.name.as_str()).collect();
        look(&names)
    }
}
