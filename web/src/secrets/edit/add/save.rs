//! From a filled-in form to a secret on the server.

use leptos::prelude::*;
use oz_domain::api::{CreateSecret, SecretSummary};

use super::form::{AddForm, Outline};
use crate::{
    client::{Client, ClientError},
    keys::{Keys, Sealing},
    secrets::edit::{
        attempt::{Attempt, save},
        draft::{Draft, Purpose},
        fresh,
        refusal::Refusal,
    },
};

/// Seals what is in the form and creates the secret.
pub(super) async fn create(form: AddForm, outline: Outline, keys: Keys) -> Result<SecretSummary, Refusal> {
    let send = async |attempt: &Attempt<Outline, CreateSecret>| -> Result<SecretSummary, ClientError> {
        Client.create_secret(&attempt.request, &attempt.idempotency_key).await
    };
    let seal = async |to: &Sealing| sealed(form, outline.clone(), to).await;
    save(keys, outline.clone(), form.attempts, seal, send).await
}

/// The request that creating now would send, as it would be sent.
pub(super) async fn preview(form: AddForm, keys: Keys) -> Result<CreateSecret, Refusal> {
    let outline = untrack(|| form.outline()).ok_or(Refusal::NotReady)?;
    let sealing = keys.ready().await?;
    let seal = async |to: &Sealing| sealed(form, outline.clone(), to).await;
    let attempt = form.attempts.take_up(&outline, &sealing, seal).await?;
    Ok(attempt.request)
}

async fn sealed(form: AddForm, outline: Outline, to: &Sealing) -> Result<CreateSecret, Refusal> {
    let description = outline.description.parse().map_err(|_| Refusal::NotReady)?;
    let purpose = Purpose {
        id: fresh::secret_id()?,
        name: outline.name,
        secret_type: outline.secret_type,
        owner: outline.owner,
        revision: 1,
    };
    let parts = form.value.read().await?;
    let envelope = Draft::take(purpose.clone(), parts)?.seal(to)?;
    let Purpose { id, name, secret_type, owner, revision } = purpose;
    Ok(CreateSecret { id, name, secret_type, owner, description, expires_at: None, revision, envelope })
}
