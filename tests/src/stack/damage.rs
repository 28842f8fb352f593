//! A store that isn't as the server left it.

use anyhow::{Context, Result, ensure};
use oz_domain::SecretId;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use super::Stack;

impl Stack {
    /// Gives a secret the sealed value of another one, as a damaged or manipulated store would: it can't be opened there.
    ///
    /// # Errors
    ///
    /// When the store can't be written, or has no such secret.
    pub async fn misplace(&self, from: SecretId, to: SecretId) -> Result<()> {
        const MISPLACE: &str = "UPDATE sealed_value SET envelope = \
            (SELECT envelope FROM sealed_value WHERE secret_id = ?1) WHERE secret_id = ?2";
        let options = SqliteConnectOptions::new().filename(self.data().join("oz.db"));
        let mut store = options.connect().await.context("the store doesn't open")?;
        let done = sqlx::query(MISPLACE).bind(from.to_string()).bind(to.to_string()).execute(&mut store).await?;
        ensure!(done.rows_affected() == 1, "no such secret");
        Ok(store.close().await?)
    }
}
