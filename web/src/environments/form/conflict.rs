//! Somebody else saved meanwhile: what comes of both goes into the form.

use leptos::prelude::*;
use oz_domain::api::Environment;

use super::{
    state::Form,
    texts::{Texts, merged},
};
use crate::overtaken::Overtaken;

/// Merges what is there now into the form. What a person has typed and nobody else changed stays as it is.
pub(super) fn merge_into(form: Form, now: Environment) {
    let theirs = Texts::of(&now.config);
    let merged = form.saved.with_untracked(|before| merged(before, &theirs, &untrack(|| form.texts())));
    form.conflict.set(Some(Overtaken {
        by: now.last_editor.display_name.clone(),
        at: now.last_updated.clone(),
        told: merged.told,
        sides: merged.secrets.sides,
    }));
    form.saved.set(theirs);
    form.was.set(Some(now));
    form.fill(merged.texts);
}
