//! The latest run of each schedule, and what the last claimed one got.

use std::collections::HashMap;

use oz_domain::{ScheduleId, api::ScheduleRun};

use super::{
    Store,
    error::StoreError,
    rows::{read, read_json, to_json},
    secrets::Confines,
};

#[derive(sqlx::FromRow)]
struct LatestRow {
    schedule_id: String,
    id: String,
    state: String,
    created_at: String,
    got: Option<String>,
}

/// Of two runs made at once, the greater id is the later. What was refused at its claim was never handed over. Of what a run got
/// the first 500 names are told: no list has more.
const LATEST: &str = "WITH latest AS (SELECT r.schedule_id, r.id, r.state, r.created_at, \
     (SELECT c.id FROM run c WHERE c.schedule_id = r.schedule_id AND c.runner IS NOT NULL \
     ORDER BY c.created_at DESC, c.id DESC LIMIT 1) AS claimed FROM run r WHERE r.id IN (\
     SELECT (SELECT l.id FROM run l WHERE l.schedule_id = s.id ORDER BY l.created_at DESC, l.id DESC LIMIT 1) \
     FROM schedule s WHERE s.team_id = $1 AND (s.owner_kind = 'team' OR s.owner_id = $2) \
     AND s.id IN (SELECT value FROM json_each($3)))) \
     SELECT schedule_id, id, state, created_at, CASE WHEN claimed IS NOT NULL THEN \
     (SELECT json_group_array(json_extract(g.row, '$.name')) FROM run_secret g \
     WHERE g.run_id = claimed AND g.reason = 'injected' AND g.number <= 500) END AS got FROM latest";

impl Store {
    /// The latest run of each of these schedules that the caller may know of.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn latest_runs_of_schedules(
        &self,
        confines: Confines,
        of: &[ScheduleId],
    ) -> Result<HashMap<ScheduleId, ScheduleRun>, StoreError> {
        let rows: Vec<LatestRow> = sqlx::query_as(LATEST)
            .bind(confines.team.to_string())
            .bind(confines.user.map(|user| user.to_string()))
            .bind(to_json(&of, "schedule.id")?)
            .fetch_all(&self.reader)
            .await?;
        rows.into_iter().map(LatestRow::read).collect()
    }
}

impl LatestRow {
    fn read(self) -> Result<(ScheduleId, ScheduleRun), StoreError> {
        let run = ScheduleRun {
            run_id: read(&self.id, "run.id")?,
            state: read(&self.state, "run.state")?,
            created_at: read(&self.created_at, "run.created_at")?,
            got: self.got.as_deref().map(|names| read_json(names, "run_secret.row")).transpose()?,
        };
        Ok((read(&self.schedule_id, "run.schedule_id")?, run))
    }
}
