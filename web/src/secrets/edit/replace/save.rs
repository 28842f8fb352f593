//! From a typed value to the secret's next revision on the server.

use leptos::prelude::*;
use oz_domain::api::{ReplaceValue, SecretSummary};

use super::form::{Outline, ReplaceForm};
use crate::{
    client::{Client, ClientError},
    keys::{Keys, Sealing},
    secrets::edit::{
        attempt::{Attempt, save},
        draft::{Draft, Purpose},
        refusal::Refusal,
    },
};

/// Seals what is in the field as the next revision, and puts it in the place of the present one.
pub(super) async fn replace(form: ReplaceForm, keys: Keys) -> Result<SecretSummary, Refusal> {
    let outline = untrack(|| form.outline());
    let send = async |attempt: &Attempt<Outline, ReplaceValue>| -> Result<SecretSummary, ClientError> {
        let SecretSummary { id, version, .. } = outline.secret;
        Client.replace_value(id, version, &attempt.request, &attempt.idempotency_key).await
    };
    let seal = async |to: &Sealing| sealed(form, &outline, to).await;
    save(keys, outline.clone(), form.attempts, seal, send).await
}

/// The request that replacing now would send, as it would be sent.
pub(super) async fn preview(form: ReplaceForm, keys: Keys) -> Result<ReplaceValue, Refusal> {
    let outline = untrack(|| form.outline());
    let sealing = keys.ready().await?;
    let seal = async |to: &Sealing| sealed(form, &outline, to).await;
    let attempt = form.attempts.take_up(&outline, &sealing, seal).await?;
    Ok(attempt.request)
}

async fn sealed(form: ReplaceForm, outline: &Outline, to: &Sealing) -> Result<ReplaceValue, Refusal> {
    let SecretSummary { id, name, secret_type, owner, revision, .. } = outline.secret.clone();
    let revision = revision + 1;
    let parts = form.value.read().await?;
    let envelope = Draft::take(Purpose { id, name, secret_type, owner, revision }, parts)?.seal(to)?;
    Ok(ReplaceValue { revision, envelope })
}
