//! The record of who changed what, as it stands in the database.

use anyhow::Result;

use super::Stack;

/// Action, who, what it was done to by its name, and the request.
pub(crate) type Recorded = (String, String, String, String);

impl Stack {
    /// Every row of the record, oldest first.
    pub(crate) async fn recorded(&self) -> Result<Vec<Recorded>> {
        const ROWS: &str =
            "SELECT action, actor_label, coalesce(subject_name, ''), trace_id FROM audit ORDER BY number";
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.data().join("oz.db")).read_only(true);
        let mut connection = sqlx::ConnectOptions::connect(&options).await?;
        Ok(sqlx::query_as(ROWS).fetch_all(&mut connection).await?)
    }

    /// What was done to something of this name, and whose that is: `team` or `user`.
    pub(crate) async fn recorded_of(&self, name: &str) -> Result<Vec<(String, String)>> {
        const ROWS: &str = "SELECT action, coalesce(owner_kind, '') FROM audit WHERE subject_name = $1 ORDER BY number";
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.data().join("oz.db")).read_only(true);
        let mut connection = sqlx::ConnectOptions::connect(&options).await?;
        Ok(sqlx::query_as(ROWS).bind(name).fetch_all(&mut connection).await?)
    }

    /// What was done since so many rows ago, to what.
    pub(crate) async fn recorded_since(&self, rows: usize) -> Result<Vec<(String, String)>> {
        Ok(self.recorded().await?.into_iter().skip(rows).map(|(action, _, name, _)| (action, name)).collect())
    }

    /// From now on the database refuses that runs are cancelled.
    pub(crate) async fn refuse_to_cancel(&self) -> Result<()> {
        const TRIGGER: &str = "CREATE TRIGGER refuse_to_cancel BEFORE UPDATE ON run WHEN new.state = 'CANCELLED' \
             BEGIN SELECT raise(ABORT, 'for a test'); END";
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.data().join("oz.db"));
        let mut connection = sqlx::ConnectOptions::connect(&options).await?;
        sqlx::query(TRIGGER).execute(&mut connection).await?;
        Ok(())
    }
}
