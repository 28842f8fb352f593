//! Connections: one that writes, several that read.

use std::{path::Path, time::Duration};

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{error::StoreError, limits::Limits};

/// The engine. Its queries are the ones that every engine understands.
pub(super) type Db = Sqlite;

const READERS: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(5);

/// The database of an installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    writer: SqlitePool,
    pub(super) reader: SqlitePool,
    pub(super) limits: Limits,
}

impl Store {
    /// Connects to a database file that is there and has been looked at.
    pub(super) async fn connect(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            // What is deleted is overwritten in the file, replaced envelopes included. In the log beside it they stay until
            // that part is written anew, or the server stops.
            .pragma("secure_delete", "ON");
        let writer = pool(1).connect_with(options.clone()).await?;
        let reader = pool(READERS).connect_with(options.read_only(true)).await?;
        Ok(Self { writer, reader, limits: Limits::default() })
    }

    /// A transaction that may write. Nobody else writes until it ends; without a commit it is undone.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Db>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    pub(super) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// Whether the database answers.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it doesn't.
    pub async fn ping(&self) -> Result<(), StoreError> {
        const PING: &str = "SELECT count(id) FROM workspace";
        sqlx::query(PING).execute(&self.reader).await?;
        Ok(())
    }

    /// Waits for what is under way, writes the log back into the database file and lets go of it.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        // A file on this machine doesn't hang up; asking before each use would cost a round trip.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}
