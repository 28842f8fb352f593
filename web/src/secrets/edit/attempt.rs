//! A request that was sealed already: sent as it is, again if need be, until the draft changes.

use std::rc::Rc;

use leptos::prelude::*;
use oz_crypto::KeyId;
use oz_domain::api::{ProblemCode, SecretSummary};

use super::{fresh, refusal::Refusal};
use crate::{
    client::ClientError,
    keys::{Keys, Sealing},
};

/// A sealed request, and by which key the server knows it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attempt<D, R> {
    /// The draft that it was made from, without the value.
    draft: D,
    kid: KeyId,
    pub(super) request: R,
    pub(super) idempotency_key: String,
}

/// The last attempt, if there was one. Holds envelopes only.
#[derive(Debug)]
pub(super) struct Attempts<D, R>(StoredValue<Option<Attempt<D, R>>>);

impl<D, R> Clone for Attempts<D, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D, R> Copy for Attempts<D, R> {}

impl<D, R> Attempts<D, R>
where
    D: Clone + PartialEq + Send + Sync + 'static,
    R: Clone + Send + Sync + 'static,
{
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The last attempt, if it was made from this draft for this key; otherwise a new one.
    pub(super) async fn take_up(
        self,
        draft: &D,
        to: &Sealing,
        seal: impl AsyncFnOnce(&Sealing) -> Result<R, Refusal>,
    ) -> Result<Attempt<D, R>, Refusal> {
        let kid = to.recipient.kid();
        let last = self.0.try_get_value().flatten();
        if let Some(last) = last.filter(|last| last.draft == *draft && last.kid == kid) {
            return Ok(last);
        }
        let request = seal(to).await?;
        let attempt = Attempt { draft: draft.clone(), kid, request, idempotency_key: fresh::idempotency_key()? };
        self.0.try_set_value(Some(attempt.clone()));
        Ok(attempt)
    }
}

/// Seals and sends. When the key was renewed in between, it fetches the new one, seals again and sends once more.
pub(super) async fn save<D, R>(
    keys: Keys,
    draft: D,
    attempts: Attempts<D, R>,
    seal: impl AsyncFn(&Sealing) -> Result<R, Refusal>,
    send: impl AsyncFn(&Attempt<D, R>) -> Result<SecretSummary, ClientError>,
) -> Result<SecretSummary, Refusal>
where
    D: Clone + PartialEq + Send + Sync + 'static,
    R: Clone + Send + Sync + 'static,
{
    let sealing: Rc<Sealing> = keys.ready().await?;
    let attempt = attempts.take_up(&draft, &sealing, &seal).await?;
    match send(&attempt).await {
        Err(error) if error.code() == Some(ProblemCode::KeyNotActive) => {
            let renewed = keys.fetch().await?;
            let attempt = attempts.take_up(&draft, &renewed, &seal).await?;
            Ok(send(&attempt).await?)
        }
        answered => Ok(answered?),
    }
}
