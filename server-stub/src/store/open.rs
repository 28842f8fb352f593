//! Opens the database of a data folder, looking at it first, so that a damaged one is left as it is.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io::{self, Read},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use oz_domain::WorkspaceId;
use sqlx::{
    ConnectOptions, Connection, SqlSafeStr, SqlStr, SqliteConnection,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::SqliteConnectOptions,
};

use super::pool::{Db, Store};

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The number in the file's header that says whose database it is.
const APPLICATION_ID: i64 = 1_333_416_753;

/// Why a database can't be used. Each message says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// No such file.
    #[error("{} is missing; restore it from a backup, or give another `--data` folder", .0.display())]
    Missing(PathBuf),
    /// Not a database, or its pages don't fit together.
    #[error("{} is damaged; restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// Another program's database.
    #[error("{} belongs to another program; give another `--data` folder", .0.display())]
    Foreign(PathBuf),
    /// Written by a later version.
    #[error("{} was written by a newer version of this server; use that version", .0.display())]
    Newer(PathBuf),
    /// The file can't be read or written.
    #[error("could not open {path}: {error}", path = .0.display(), error = .1)]
    Io(PathBuf, #[source] io::Error),
    /// The database's own error.
    #[error("could not open {path}: {error}", path = .0.display(), error = .1)]
    Database(PathBuf, #[source] sqlx::Error),
}

impl Store {
    /// Where a data folder has its database.
    #[must_use]
    pub fn path(folder: &Path) -> PathBuf {
        folder.join("oz.db")
    }

    /// Looks at the database that is there without touching it: whose is it? Nobody's while it is empty.
    ///
    /// # Errors
    ///
    /// Why it can't be used.
    pub async fn look(folder: &Path) -> Result<Option<WorkspaceId>, OpenError> {
        let path = Self::path(folder);
        look_at_header(&path)?;
        look_inside(&path).await
    }

    /// Opens a database that was looked at, making an empty one if there is none, and brings it up to date.
    ///
    /// # Errors
    ///
    /// Why it can't be used.
    pub async fn open(folder: &Path) -> Result<Self, OpenError> {
        let path = Self::path(folder);
        let failed = |error| OpenError::Database(path.clone(), error);
        let made = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
        // One that came from a backup may have any mode.
        made.and_then(|file| file.set_permissions(Permissions::from_mode(0o600)))
            .map_err(|error| OpenError::Io(path.clone(), error))?;
        let store = Self::connect(&path).await.map_err(failed)?;
        let migrated = migrator().run(store.writer()).await;
        migrated.map_err(|error| failed(error.into()))?;
        Ok(store)
    }

    /// Removes a database that nothing was ever kept in.
    ///
    /// # Errors
    ///
    /// [`OpenError::Io`].
    pub fn remove(folder: &Path) -> Result<(), OpenError> {
        let path = Self::path(folder);
        fs::remove_file(&path).map_err(|error| OpenError::Io(path, error))
    }
}

/// Every change to the tables, in order. One that was ever released never changes.
fn migrator() -> Migrator {
    let steps = [
        (1, "start", include_str!("../../migrations/sqlite/0001_start.sql").into_sql_str()),
        (2, "environments", include_str!("../../migrations/sqlite/0002_environments.sql").into_sql_str()),
        (3, "runs", include_str!("../../migrations/sqlite/0003_runs.sql").into_sql_str()),
        (4, "used ids", include_str!("../../migrations/sqlite/0004_used_ids.sql").into_sql_str()),
        (5, "runs by environment", include_str!("../../migrations/sqlite/0005_runs_by_environment.sql").into_sql_str()),
        (6, "runs by schedule", include_str!("../../migrations/sqlite/0006_runs_by_schedule.sql").into_sql_str()),
        (7, "expiry", include_str!("../../migrations/sqlite/0007_expiry.sql").into_sql_str()),
        (8, "waiting", include_str!("../../migrations/sqlite/0008_waiting.sql").into_sql_str()),
        (9, "who got it", include_str!("../../migrations/sqlite/0009_who_got_it.sql").into_sql_str()),
    ];
    let step = |(version, name, sql): (i64, &'static str, SqlStr)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(steps.into_iter().map(step).collect())
}

/// Reads the first bytes without SQLite, which would write beside the file.
fn look_at_header(path: &Path) -> Result<(), OpenError> {
    let mut file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => OpenError::Missing(path.to_owned()),
        _ => OpenError::Io(path.to_owned(), error),
    })?;
    let mut magic = [0; 16];
    match file.read_exact(&mut magic) {
        Ok(()) if magic == *MAGIC => Ok(()),
        // An empty file is a database that was made and never written to.
        Err(_) if file.metadata().is_ok_and(|meta| meta.len() == 0) => Ok(()),
        _ => Err(OpenError::Damaged(path.to_owned())),
    }
}

async fn look_inside(path: &Path) -> Result<Option<WorkspaceId>, OpenError> {
    let failed = |error| broken_or(path, error);
    // With no log beside it the file is complete, and SQLite need not write anything to read it.
    let log = path.with_extension("db-wal");
    let complete = log.metadata().map_or(true, |meta| meta.len() == 0);
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(complete);
    let mut connection = options.connect().await.map_err(failed)?;
    let result = look_with(&mut connection, path).await;
    connection.close().await.map_err(failed)?;
    result
}

async fn look_with(connection: &mut SqliteConnection, path: &Path) -> Result<Option<WorkspaceId>, OpenError> {
    const TABLES: &str = "SELECT count(name) FROM sqlite_schema";
    const APPLICATION: &str = "PRAGMA application_id";
    const CHECK: &str = "PRAGMA quick_check(1)";
    const NEWEST: &str = "SELECT max(version) FROM _sqlx_migrations";
    const WORKSPACE: &str = "SELECT max(id) FROM workspace";

    let tables: i64 = ask(connection, path, TABLES).await?;
    if tables == 0 {
        return Ok(None);
    }
    let application: i64 = ask(connection, path, APPLICATION).await?;
    if application != APPLICATION_ID {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    let check: String = ask(connection, path, CHECK).await?;
    if check != "ok" {
        return Err(OpenError::Damaged(path.to_owned()));
    }
    let newest: i64 = ask(connection, path, NEWEST).await?;
    if !migrator().version_exists(newest) {
        return Err(OpenError::Newer(path.to_owned()));
    }
    let workspace: Option<String> = ask(connection, path, WORKSPACE).await?;
    let workspace = workspace.map(|id| id.parse()).transpose();
    workspace.map_err(|_| OpenError::Damaged(path.to_owned()))
}

async fn ask<T>(connection: &mut SqliteConnection, path: &Path, question: &'static str) -> Result<T, OpenError>
where
    T: for<'r> sqlx::Decode<'r, Db> + sqlx::Type<Db> + Send + Unpin,
{
    let answer = sqlx::query_scalar(question).fetch_one(connection).await;
    answer.map_err(|error| broken_or(path, error))
}

/// `SQLITE_CORRUPT` and `SQLITE_NOTADB` say that the file is damaged; all else is passed on.
fn broken_or(path: &Path, error: sqlx::Error) -> OpenError {
    let code =
        error.as_database_error().and_then(sqlx::error::DatabaseError::code).and_then(|code| code.parse::<i64>().ok());
    match code.map(|code| code & 0xff) {
        Some(11 | 26) => OpenError::Damaged(path.to_owned()),
        _ => OpenError::Database(path.to_owned(), error),
    }
}
