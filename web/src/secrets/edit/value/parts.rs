//! A value's parts, a field for each, as its type describes them.

use leptos::prelude::*;
use oz_domain::{Field, Injection, Input, SecretType};
use zeroize::Zeroizing;

use super::{ReadError, ValueHandle};
use crate::secrets::edit::refusal::Refusal;

/// The most parts that a type has.
const MOST: usize = 4;

/// The fields of a value. Holds where its parts are, not the parts.
#[derive(Clone, Copy)]
pub(in crate::secrets::edit) struct Parts {
    secret_type: RwSignal<SecretType>,
    handles: StoredValue<[ValueHandle; MOST]>,
    /// Whether saving was tried: from then on, what is missing is an error.
    pub(super) tried: RwSignal<bool>,
    refusal: RwSignal<Option<Refusal>>,
}

impl Parts {
    /// Fields for a value of this type; `refusal` is what became of saving it.
    pub(in crate::secrets::edit) fn new(
        secret_type: SecretType,
        tried: RwSignal<bool>,
        refusal: RwSignal<Option<Refusal>>,
    ) -> Self {
        let fields = Self {
            secret_type: RwSignal::new(secret_type),
            handles: StoredValue::new(std::array::from_fn(|_| ValueHandle::new())),
            tried,
            refusal,
        };
        fields.take_formats(secret_type);
        fields
    }

    /// The type whose parts they are. Follows changes.
    pub(in crate::secrets::edit) fn secret_type(self) -> SecretType {
        self.secret_type.get()
    }

    /// Makes them the fields of another type. What was typed into the first part stays there, unless it would be shown.
    pub(in crate::secrets::edit) fn choose(self, secret_type: SecretType) {
        let first = self.handles.get_value()[0];
        let hides = secret_type.fields().first().is_some_and(|field| field.input != Input::Line);
        let typed = first.text().filter(|_| hides);
        self.blank();
        self.take_formats(secret_type);
        self.secret_type.set(secret_type);
        // The new fields come first.
        request_animation_frame(move || {
            if let Some(typed) = typed {
                first.write(&typed);
            }
        });
    }

    /// Each part of the type with its field. Follows changes.
    pub(super) fn fields(self) -> impl Iterator<Item = (&'static Field, ValueHandle)> {
        self.secret_type().fields().iter().zip(self.handles.get_value())
    }

    /// How often any of them has changed. Follows changes.
    pub(in crate::secrets::edit) fn changes(self) -> u32 {
        self.handles.get_value().iter().map(|handle| handle.changes()).sum()
    }

    /// Whether anything is filled in. Follows changes.
    pub(in crate::secrets::edit) fn is_dirty(self) -> bool {
        self.fields().any(|(_, handle)| !handle.seen().is_empty())
    }

    /// The optional parts that are left empty. Follows changes.
    pub(in crate::secrets::edit) fn left_out(self) -> Vec<&'static Field> {
        let empty = self.fields().filter(|(field, handle)| !field.required && handle.seen().is_empty());
        empty.map(|(field, _)| field).collect()
    }

    /// The parts as they stand there now; an optional one that is left empty is left out. They stay there: a save that
    /// fails loses nothing.
    pub(in crate::secrets::edit) async fn read(self) -> Result<Vec<Option<Zeroizing<String>>>, Refusal> {
        let fields: Vec<_> = untrack(|| self.fields().collect());
        // As long as it gets, so that it never grows and leaves copies.
        let mut parts = Vec::with_capacity(fields.len());
        for (field, handle) in fields {
            let text = handle.read().await.map_err(|error: ReadError| Refusal::Unreadable(field.key, error))?;
            parts.push(Some(text).filter(|text| field.required || !text.is_empty()));
        }
        Ok(parts)
    }

    /// Empties every field and forgets what was seen.
    pub(in crate::secrets::edit) fn blank(self) {
        for handle in self.handles.try_get_value().into_iter().flatten() {
            handle.blank();
        }
    }

    fn take_formats(self, secret_type: SecretType) {
        for (field, handle) in secret_type.fields().iter().zip(self.handles.get_value()) {
            handle.expect(field.format);
        }
    }

    /// What is wrong with a part, beyond what its field sees itself. Follows changes.
    pub(super) fn error(self, field: &'static Field, handle: ValueHandle) -> Option<String> {
        let empty = field.required && handle.seen().is_empty() && !handle.is_empty_on_purpose();
        if empty && self.tried.get() {
            let words = if field.injection == Injection::OwnName { "A value is needed." } else { "This is needed." };
            return Some(words.to_owned());
        }
        let first = self.secret_type().fields().first().is_some_and(|first| first.key == field.key);
        self.refusal.with(|refusal| refusal.as_ref().and_then(|refusal| refusal.of_part(field.key, first)))
    }

    /// Whether something is to be mended before anything is sent. Follows changes.
    pub(in crate::secrets::edit) fn is_wrong(self, name: &str) -> bool {
        self.fields().any(|(field, handle)| {
            let is_filled = field.required || !handle.seen().is_empty();
            let broken = is_filled && handle.seen().broken_rule(variable_len(field, name)).is_some();
            broken || self.error(field, handle).is_some()
        })
    }
}

/// How long the name of the variable is that a part becomes; it counts toward the limit.
pub(super) fn variable_len(field: &Field, name: &str) -> usize {
    field.injection.variable(name).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn there_is_a_field_for_each_part_of_every_type() {
        assert!(SecretType::ALL.iter().all(|secret_type| secret_type.fields().len() <= MOST));
    }
}
