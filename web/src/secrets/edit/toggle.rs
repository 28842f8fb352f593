//! Letting runs get a secret, or no longer: at once and with a way back, unless something needs it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{SecretSummary, UpdateSecret};

use super::{Editing, Task, conflict::Conflict, trouble::Trouble};
use crate::{client::Client, ui::Action};

/// Whether the person has seen what needs the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    No,
    Yes,
}

/// Enables or disables a secret. What needs it is shown before it is disabled.
pub(super) fn set_enabled(editing: Editing, secret: SecretSummary, enabled: bool) {
    spawn_local(async move {
        match change(secret.clone(), enabled, Seen::No).await {
            Ok(now) => tell(editing, now),
            Err(Trouble::Conflict(_)) => gone(editing, &secret),
            // Nothing typed can be lost here: the list asks to sign in.
            Err(Trouble::SignedOut) => editing.store.refresh(),
            // What was begun meanwhile isn't taken away for a question.
            Err(Trouble::Refused(error)) if !error.dependents().is_empty() && !editing.is_busy() => {
                editing.open(Task::Disable(secret, error.dependents().to_vec()));
            }
            Err(Trouble::Refused(error)) => {
                let run = Callback::new(move |()| set_enabled(editing, secret.clone(), enabled));
                editing.toasts.show(error.sentence(), Some(Action { label: "Try again", run }));
            }
        }
    });
}

/// Changes only whether runs get it, so that what others changed meanwhile stays as they left it. A conflict is met only
/// where the secret is gone.
pub(super) async fn change(mut secret: SecretSummary, enabled: bool, seen: Seen) -> Result<SecretSummary, Trouble> {
    let enable = UpdateSecret { enabled: Some(true), ..UpdateSecret::default() };
    loop {
        let answer = if enabled {
            Client.update_secret(secret.id, secret.version, &enable).await
        } else {
            Client.disable_secret(secret.id, secret.version, seen == Seen::Yes).await
        };
        let error = match answer {
            Ok(now) => return Ok(now),
            Err(error) => error,
        };
        match Trouble::of(&secret, error).await {
            Trouble::Conflict(Conflict { now: Some(now), .. }) if now.enabled == enabled => {
                return Ok(now);
            }
            Trouble::Conflict(Conflict { now: Some(now), .. }) => secret = now,
            trouble => return Err(trouble),
        }
    }
}

/// Says what was done, and offers the way back.
pub(super) fn tell(editing: Editing, now: SecretSummary) {
    let enabled = now.enabled;
    let sentence = if enabled {
        format!("{} is enabled: runs get it again", now.name)
    } else {
        format!("{} is disabled: runs that start from now on don't get it", now.name)
    };
    editing.store.upsert(now.clone());
    let run = Callback::new(move |()| set_enabled(editing, now.clone(), !enabled));
    editing.toasts.show(sentence, Some(Action { label: "Undo", run }));
}

/// Somebody else deleted it.
pub(super) fn gone(editing: Editing, secret: &SecretSummary) {
    editing.store.forget(secret.id);
    editing.toasts.show(format!("{} was deleted meanwhile", secret.name), None);
}
