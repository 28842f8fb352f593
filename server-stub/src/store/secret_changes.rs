//! Secrets: changed, replaced and removed, each only in the version that the caller looked at.

use oz_crypto::KeyId;
use oz_domain::{
    Description, OptionalParts, SecretId, Timestamp,
    api::{Expiry, SecretSummary},
};
use sqlx::Transaction;

use super::{
    Store,
    audit::{Action, Actor},
    dependents::{self, Confirmed},
    error::StoreError,
    pool::Db,
    rows::{stored, to_json},
    secret_dependents,
    secrets::{Confines, find, record, search_text},
};

/// A value in place of another, already checked.
#[derive(Debug, Clone, Copy)]
pub struct NewValue<'a> {
    /// One more than the present one.
    pub revision: u64,
    /// The server key that it is sealed to.
    pub kid: KeyId,
    /// Which optional parts it has.
    pub optional_parts: &'a OptionalParts,
    /// The sealed value, as JSON.
    pub envelope: &'a str,
}

/// What changes in a secret; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What it is for.
    pub description: Option<Description>,
    /// Whether runs may get it.
    pub enabled: Option<bool>,
    /// From when on they don't.
    pub expires_at: Option<Expiry>,
}

const UPDATE: &str = "UPDATE secret SET description = $2, search_text = $3, enabled = $4, version = version + 1, \
     updated_at = $5, updated_by_id = $6, updated_by_label = $7, expires_at = $8 WHERE id = $1";
const REPLACE: &str = "UPDATE secret SET revision = $2, kid = $3, version = version + 1, updated_at = $4, \
     updated_by_id = $5, updated_by_label = $6, value_set_at = $4, optional_parts = $7 WHERE id = $1";
const REPLACE_VALUE: &str = "UPDATE sealed_value SET envelope = $2 WHERE secret_id = $1";
const REMOVE_VALUE: &str = "DELETE FROM sealed_value WHERE secret_id = $1";
const REMOVE: &str = "DELETE FROM secret WHERE id = $1";

impl Store {
    /// Changes what a secret is for, or whether runs may get it, if it is still in the version that the caller saw.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`]; [`StoreError::InUse`] if it is to be disabled, unless it is
    /// `confirmed`.
    pub async fn update_secret(
        &self,
        confines: Confines,
        id: SecretId,
        version: u64,
        change: &Change,
        confirmed: Confirmed,
        actor: &Actor,
    ) -> Result<SecretSummary, StoreError> {
        let mut tx = self.begin().await?;
        let before = find_version(&mut tx, confines, id, version).await?;
        if before.enabled && change.enabled == Some(false) {
            refuse_if_needed(&mut tx, confines, &before, confirmed).await?;
        }
        let description = change.description.as_ref().unwrap_or(&before.description);
        let expires_at = change.expires_at.as_ref().map_or(before.expires_at.as_ref(), Expiry::time);
        sqlx::query(UPDATE)
            .bind(id.to_string())
            .bind(description.as_str())
            .bind(search_text(&before.name, description))
            .bind(i64::from(change.enabled.unwrap_or(before.enabled)))
            .bind(actor.at.as_str())
            .bind(actor.id.map(|id| id.to_string()))
            .bind(&actor.label)
            .bind(expires_at.map(Timestamp::as_str))
            .execute(&mut *tx)
            .await?;
        finish(tx, confines, id, Action::SecretUpdated, actor).await
    }

    /// Puts a value in place of another, if the secret is still in the version that the caller saw.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`].
    pub async fn replace_value(
        &self,
        confines: Confines,
        id: SecretId,
        version: u64,
        value: NewValue<'_>,
        actor: &Actor,
    ) -> Result<SecretSummary, StoreError> {
        let mut tx = self.begin().await?;
        find_version(&mut tx, confines, id, version).await?;
        sqlx::query(REPLACE)
            .bind(id.to_string())
            .bind(stored(value.revision))
            .bind(value.kid.to_string())
            .bind(actor.at.as_str())
            .bind(actor.id.map(|id| id.to_string()))
            .bind(&actor.label)
            .bind(to_json(value.optional_parts, "secret.optional_parts")?)
            .execute(&mut *tx)
            .await?;
        sqlx::query(REPLACE_VALUE).bind(id.to_string()).bind(value.envelope).execute(&mut *tx).await?;
        finish(tx, confines, id, Action::SecretValueReplaced, actor).await
    }

    /// Deletes a secret and its value, if it is still in the version that the caller saw.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`]; [`StoreError::InUse`] unless it is `confirmed`.
    pub async fn remove_secret(
        &self,
        confines: Confines,
        id: SecretId,
        version: u64,
        confirmed: Confirmed,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let before = find_version(&mut tx, confines, id, version).await?;
        refuse_if_needed(&mut tx, confines, &before, confirmed).await?;
        sqlx::query(REMOVE_VALUE).bind(id.to_string()).execute(&mut *tx).await?;
        sqlx::query(REMOVE).bind(id.to_string()).execute(&mut *tx).await?;
        record(&mut tx, actor, Action::SecretDeleted, &before).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn refuse_if_needed(
    tx: &mut Transaction<'static, Db>,
    confines: Confines,
    secret: &SecretSummary,
    confirmed: Confirmed,
) -> Result<(), StoreError> {
    match confirmed {
        Confirmed::Yes => Ok(()),
        Confirmed::No => dependents::refuse(secret_dependents::of_secret(tx, confines, secret).await?),
    }
}

async fn find_version(
    tx: &mut Transaction<'static, Db>,
    confines: Confines,
    id: SecretId,
    version: u64,
) -> Result<SecretSummary, StoreError> {
    let present = find(&mut **tx, confines, id).await?;
    if present.version == version { Ok(present) } else { Err(StoreError::Stale) }
}

/// Records a change, makes it last and reads back what came of it.
async fn finish(
    mut tx: Transaction<'static, Db>,
    confines: Confines,
    id: SecretId,
    action: Action,
    actor: &Actor,
) -> Result<SecretSummary, StoreError> {
    let after = find(&mut *tx, confines, id).await?;
    record(&mut tx, actor, action, &after).await?;
    tx.commit().await?;
    Ok(after)
}
