//! The latest run of each environment.

use std::collections::HashMap;

use oz_domain::{
    EnvironmentId,
    api::{LastTask, RunErrorCode},
};

use super::{
    Store,
    error::StoreError,
    rows::{read, read_opt},
    secrets::Confines,
};

/// The latest run of an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestRun {
    /// The run.
    pub task: LastTask,
    /// Whether it failed before its agent began.
    pub setup_failed: bool,
}

#[derive(sqlx::FromRow)]
struct LatestRow {
    environment_id: String,
    id: String,
    title: String,
    state: String,
    status_code: Option<String>,
    created_at: String,
    updated_at: String,
    started_at: Option<String>,
}

macro_rules! latest {
    ($of:literal) => {
        concat!(
            "SELECT environment_id, id, title, state, status_code, created_at, updated_at, started_at FROM run WHERE id IN (\
             SELECT (SELECT r.id FROM run r WHERE r.environment_id = e.id AND (r.private_to IS NULL OR r.private_to = $2) \
             ORDER BY r.created_at DESC, r.id DESC LIMIT 1) FROM environment e WHERE e.team_id = $1",
            $of,
            ")"
        )
    };
}
const OF_ALL: &str = latest!("");
const OF_ONE: &str = latest!(" AND e.id = $3");

impl Store {
    /// The latest run of each environment of the team, or of one, as far as the caller may know.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn latest_runs(
        &self,
        confines: Confines,
        of: Option<EnvironmentId>,
    ) -> Result<HashMap<EnvironmentId, LatestRun>, StoreError> {
        let query = sqlx::query_as(if of.is_some() { OF_ONE } else { OF_ALL })
            .bind(confines.team.to_string())
            .bind(confines.user.map(|user| user.to_string()));
        let query = if let Some(id) = of { query.bind(id.to_string()) } else { query };
        let rows: Vec<LatestRow> = query.fetch_all(&self.reader).await?;
        rows.into_iter().map(LatestRow::read).collect()
    }
}

impl LatestRow {
    fn read(self) -> Result<(EnvironmentId, LatestRun), StoreError> {
        let failed_at_setup = self.status_code.as_deref() == Some(RunErrorCode::EnvironmentSetupFailed.as_str());
        let task = LastTask {
            id: read(&self.id, "run.id")?,
            title: self.title,
            state: read(&self.state, "run.state")?,
            created_at: read(&self.created_at, "run.created_at")?,
            updated_at: read(&self.updated_at, "run.updated_at")?,
            started_at: read_opt(self.started_at.as_deref(), "run.started_at")?,
        };
        let setup_failed = failed_at_setup && task.started_at.is_none();
        Ok((read(&self.environment_id, "run.environment_id")?, LatestRun { task, setup_failed }))
    }
}
