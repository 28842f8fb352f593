//! How much there may be of what is counted, listed or looked through in one go.

use super::{Store, error::StoreError, pool::Db};

/// How much there may be of everything.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Secrets of one owner.
    pub secrets: u32,
    /// Environments of one team.
    pub environments: u32,
    /// Agents of one team.
    pub agents: u32,
    /// Schedules of one team, its members' own included.
    pub schedules: u32,
    /// Runs of one team that wait.
    pub waiting_runs: u32,
    /// Of these, so many that one person, key, agent or schedule made: nobody takes the places of all.
    pub waiting_runs_of_one: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            secrets: 20_000,
            environments: 5_000,
            agents: 5_000,
            schedules: 1_000,
            waiting_runs: 1_000,
            waiting_runs_of_one: 500,
        }
    }
}

/// What there are as many of as there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// Secrets of this owner.
    Secrets(u32),
    /// Environments of this team.
    Environments(u32),
    /// Agents of this team.
    Agents(u32),
    /// Schedules of this team.
    Schedules(u32),
    /// Runs of this team that wait.
    WaitingRuns(u32),
    /// Runs that wait and that the same one made.
    WaitingRunsOfOne(u32),
}

impl Store {
    /// The same store with other limits, for tests that can't wait.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

/// Refuses what would be one more than there may be.
pub(super) async fn refuse_if_full(
    tx: &mut sqlx::Transaction<'static, Db>,
    count: &'static str,
    of: &[&str],
    most: u32,
    full: fn(u32) -> Full,
) -> Result<(), StoreError> {
    let mut query = sqlx::query_scalar(count);
    for one in of {
        query = query.bind(*one);
    }
    let there: i64 = query.fetch_one(&mut **tx).await?;
    if there < i64::from(most) { Ok(()) } else { Err(StoreError::Full(full(most))) }
}
