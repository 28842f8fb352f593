//! Letting runs get a secret, or no longer: at once, with a way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{SecretSummary, UpdateSecret};

use super::{Editing, conflict::Conflict, trouble::Trouble};
use crate::{client::Client, ui::Action};

/// Enables or disables a secret.
pub(super) fn set_enabled(editing: Editing, secret: SecretSummary, enabled: bool) {
    spawn_local(async move {
        match change(secret.clone(), enabled).await {
            Ok(now) => tell(editing, now),
            Err(Trouble::Conflict(_)) => {
                editing.store.forget(secret.id);
                editing.toasts.show(format!("{} was deleted meanwhile", secret.name), None);
            }
            // Nothing typed can be lost here: the list asks to sign in.
            Err(Trouble::SignedOut) => editing.store.refresh(),
            Err(Trouble::Refused(error)) => {
                let run = Callback::new(move |()| set_enabled(editing, secret.clone(), enabled));
                editing.toasts.show(error.sentence(), Some(Action { label: "Try again", run }));
            }
        }
    });
}

/// Changes only whether runs get it, so that what others changed meanwhile stays as they left it.
async fn change(mut secret: SecretSummary, enabled: bool) -> Result<SecretSummary, Trouble> {
    let wish = UpdateSecret { enabled: Some(enabled), ..UpdateSecret::default() };
    loop {
        let error = match Client.update_secret(secret.id, secret.version, &wish).await {
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

fn tell(editing: Editing, now: SecretSummary) {
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
