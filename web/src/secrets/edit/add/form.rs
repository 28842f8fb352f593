//! What a person has filled in so far, the value left in its field.

use leptos::prelude::*;
use oz_domain::{
    Description, NameError, Owner, Scope, SecretType,
    api::{CreateSecret, Session},
};

use super::name::{NameTrouble, check, suggestion};
use crate::{
    secrets::{
        SecretsStore,
        edit::{Preset, attempt::Attempts, refusal::Refusal, value::Parts},
    },
    session::SessionContext,
    words::sentence,
};

/// The form's fields, and what became of saving it.
#[derive(Clone, Copy)]
pub(super) struct AddForm {
    pub(super) name: RwSignal<String>,
    pub(super) value: Parts,
    pub(super) description: RwSignal<String>,
    pub(super) scope: RwSignal<Scope>,
    /// Whether saving was tried: from then on, what is missing is an error.
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) refusal: RwSignal<Option<Refusal>>,
    pub(super) attempts: Attempts<Outline, CreateSecret>,
    preset_name: StoredValue<String>,
    session: SessionContext,
    store: SecretsStore,
}

/// A draft without its value: equal as long as nothing was changed, the value neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) name: String,
    pub(super) secret_type: SecretType,
    pub(super) description: String,
    pub(super) owner: Owner,
    value_changes: u32,
}

impl AddForm {
    pub(super) fn new(preset: Preset, session: SessionContext, store: SecretsStore) -> Self {
        let (tried, refusal) = (RwSignal::new(false), RwSignal::new(None));
        Self {
            name: RwSignal::new(preset.name.clone()),
            value: Parts::new(preset.secret_type, tried, refusal),
            description: RwSignal::default(),
            scope: RwSignal::new(preset.scope),
            tried,
            busy: RwSignal::new(false),
            refusal,
            attempts: Attempts::new(),
            preset_name: StoredValue::new(preset.name),
            session,
            store,
        }
    }

    /// Whether nothing was known of it before: then its kind is asked for first, else its value.
    pub(super) fn begins_anew(self) -> bool {
        self.preset_name.with_value(String::is_empty)
    }

    /// Whether anything was filled in. Follows changes.
    pub(super) fn is_dirty(self) -> bool {
        self.value.is_dirty()
            || self.name.with(|name| self.preset_name.with_value(|preset| name != preset))
            || self.description.with(|words| !words.is_empty())
    }

    /// The draft as it is now, without its value; `None` when nobody is signed in.
    pub(super) fn outline(self) -> Option<Outline> {
        Some(Outline {
            name: self.name.get(),
            secret_type: self.value.secret_type(),
            description: self.description.get(),
            owner: self.owner()?,
            value_changes: self.value.changes(),
        })
    }

    /// What is wrong with the name.
    pub(super) fn name_error(self) -> Option<String> {
        let secret_type = self.value.secret_type();
        let trouble =
            self.name.with(|name| self.with_names(|names| check(name, secret_type, names.iter().copied())).err());
        match trouble {
            Some(NameTrouble::Rule(NameError::Empty)) if !self.tried.get() => None,
            Some(NameTrouble::Rule(rule)) => Some(sentence(rule)),
            trouble => self.refused_field("/name").or_else(|| Some(trouble?.sentence())),
        }
    }

    /// What the person most likely meant, when the name can't be taken.
    pub(super) fn name_suggestion(self) -> Option<String> {
        let secret_type = self.value.secret_type();
        self.name.with(|name| {
            self.with_names(|names| {
                check(name, secret_type, names.iter().copied()).err()?;
                suggestion(name, secret_type, names.iter().copied()).map(|name| name.to_string())
            })
        })
    }

    /// What is wrong with the description.
    pub(super) fn description_error(self) -> Option<String> {
        let broken = self.description.with(|text| text.parse::<Description>().err());
        broken.map(sentence).or_else(|| self.refused_field("/description"))
    }

    /// Whether something is to be mended before anything is sent.
    pub(super) fn is_wrong(self) -> bool {
        self.name.with(|name| self.value.is_wrong(name))
            || self.name_error().is_some()
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
