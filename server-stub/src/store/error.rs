//! What can go wrong in the store. Knows no HTTP.

use oz_domain::api::{Dependent, RunState};

use super::limits::Full;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another secret of this owner has the name.
    #[error("the name is taken")]
    NameTaken {
        /// That secret's id.
        id: String,
        /// How that secret writes its name.
        name: String,
    },
    /// A secret has the id, or had it and was deleted: an old value sealed for it must not come back.
    #[error("the id is taken")]
    IdTaken,
    /// The secret was changed after the caller looked.
    #[error("changed meanwhile")]
    Stale,
    /// Nothing there, or nothing that this caller may know of.
    #[error("not found")]
    NotFound,
    /// Something needs what was to be deleted or disabled.
    #[error("something needs it")]
    InUse(Vec<Dependent>),
    /// The run is in a state from which this can't follow.
    #[error("the run is {0}")]
    OutOfTurn(RunState),
    /// There are as many as there may be.
    #[error("there are as many as there may be")]
    Full(Full),
    /// The API key that asks was deleted meanwhile.
    #[error("the API key was deleted")]
    KeyDeleted,
    /// The same `Idempotency-Key` came with another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// A row holds what no version of this server writes.
    #[error("column `{0}` holds what this server never writes")]
    Unreadable(&'static str),
    /// The database is locked, or all connections are busy.
    #[error("the database is busy")]
    Busy(#[source] sqlx::Error),
    /// The database's own error.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let busy = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
            // SQLITE_BUSY and SQLITE_LOCKED, and their extended codes.
            sqlx::Error::Database(database) => database
                .code()
                .and_then(|code| code.parse::<i64>().ok())
                .is_some_and(|code| matches!(code & 0xff, 5 | 6)),
            _ => false,
        };
        if busy { Self::Busy(error) } else { Self::Database(error) }
    }
}
