//! Answers to requests that came with an `Idempotency-Key`, kept so that a repeated request changes nothing.

use oz_domain::Timestamp;
use sqlx::Transaction;

use super::{Store, audit::Actor, error::StoreError, pool::Db};

/// An answer to remember, and the request that it goes with.
#[derive(Debug, Clone, Copy)]
pub struct Remember<'a> {
    /// Who asks: keys of different callers are different keys.
    pub caller: &'a str,
    /// The `Idempotency-Key`.
    pub key: &'a str,
    /// Tells one request from another.
    pub request_hash: &'a str,
    /// The answer's status.
    pub status: u16,
    /// The answer's `ETag`.
    pub etag: &'a str,
    /// The answer's body.
    pub body: &'a str,
    /// Answers made before this are forgotten.
    pub forget_before: &'a Timestamp,
}

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The answer's status.
    pub status: u16,
    /// The answer's `ETag`.
    pub etag: String,
    /// The answer's body.
    pub body: String,
}

type Row = (String, i64, String, String);

const FIND: &str = "SELECT request_hash, status, etag, body FROM remembered_answer \
     WHERE caller = $1 AND key = $2 AND created_at > $3";
const FORGET: &str = "DELETE FROM remembered_answer WHERE created_at <= $1";
const INSERT: &str = "INSERT INTO remembered_answer (caller, key, request_hash, status, etag, body, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

impl Store {
    /// What was answered before to this caller under this key.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`] when the key came with another request.
    pub async fn find_remembered(&self, remember: &Remember<'_>) -> Result<Option<Remembered>, StoreError> {
        find(&self.reader, remember).await
    }
}

pub(super) async fn find(
    executor: impl sqlx::Executor<'_, Database = Db>,
    remember: &Remember<'_>,
) -> Result<Option<Remembered>, StoreError> {
    let row: Option<Row> = sqlx::query_as(FIND)
        .bind(remember.caller)
        .bind(remember.key)
        .bind(remember.forget_before.as_str())
        .fetch_optional(executor)
        .await?;
    match row {
        None => Ok(None),
        Some((hash, ..)) if hash != remember.request_hash => Err(StoreError::KeyReused),
        Some((_, status, etag, body)) => {
            let status = u16::try_from(status).map_err(|_| StoreError::Unreadable("remembered_answer.status"))?;
            Ok(Some(Remembered { status, etag, body }))
        }
    }
}

pub(super) async fn insert(
    tx: &mut Transaction<'static, Db>,
    remember: &Remember<'_>,
    actor: &Actor,
) -> Result<(), StoreError> {
    sqlx::query(FORGET).bind(remember.forget_before.as_str()).execute(&mut **tx).await?;
    sqlx::query(INSERT)
        .bind(remember.caller)
        .bind(remember.key)
        .bind(remember.request_hash)
        .bind(i64::from(remember.status))
        .bind(remember.etag)
        .bind(remember.body)
        .bind(actor.at.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
