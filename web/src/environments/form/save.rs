//! From a filled-in form to an environment on the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{Environment, EnvironmentConfig, ProblemCode};

use super::{conflict::merge_into, state::Form, texts::Texts};
use crate::{
    client::{Client, ClientError},
    secrets::idempotency_key,
    ui::focus_first_error,
};

/// A new environment that was sent already, and by which key the server knows it again.
pub(super) type Sent = StoredValue<Option<(EnvironmentConfig, String)>>;

/// Saves what is in the form, unless something is to be mended first.
pub(super) fn save(form: Form, sent: Sent, done: Callback<Environment>) {
    if form.busy.get_untracked() {
        return;
    }
    form.refusal.set(None);
    form.tried.set(true);
    let Some(config) = untrack(|| form.config()) else {
        return focus_first_error();
    };
    form.busy.set(true);
    spawn_local(async move {
        let answer = send(form.was.get_untracked(), config, sent).await;
        form.busy.try_set(false);
        match answer {
            Ok(saved) => done.run(saved),
            Err(error) => refuse(form, error).await,
        }
    });
}

async fn send(was: Option<Environment>, config: EnvironmentConfig, sent: Sent) -> Result<Environment, ClientError> {
    if let Some(was) = was {
        return Client.update_environment(was.uid, was.version, &config).await;
    }
    let again = sent.get_value().filter(|(before, _)| *before == config).map(|(_, key)| key);
    // Without random bytes there is no key, and the server can't know a repetition by it.
    let key = again.or_else(|| idempotency_key().ok()).unwrap_or_default();
    sent.set_value(Some((config.clone(), key.clone())));
    Client.create_environment(&config, &key).await
}

async fn refuse(form: Form, error: ClientError) {
    let was = form.was.try_get_untracked().flatten();
    match (error.code(), was) {
        (Some(ProblemCode::Stale), Some(was)) => match Client.environment(was.uid).await {
            Ok(now) => merge_into(form, now),
            Err(error) => told(form, error),
        },
        (Some(ProblemCode::NotFound), Some(_)) => {
            // Saving again makes it anew.
            form.was.try_set(None);
            form.saved.try_set(Texts::default());
            told(form, error);
        }
        _ => told(form, error),
    }
}

fn told(form: Form, error: ClientError) {
    if form.refusal.try_set(Some(error)).is_none() {
        focus_first_error();
    }
}
