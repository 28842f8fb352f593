//! What a journey needs of schedules: made past the page, and run once.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use oz_domain::api::{RunItem, Schedule, paths};
use serde_json::{Value, json};

use super::Api;
use crate::wait;

/// A schedule makes runs at whole minutes.
const A_MINUTE_AND_MORE: Duration = Duration::from_secs(75);

impl Api {
    /// Makes a schedule of every day at nine, with something changed.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn schedule(&self, more: Value) -> Result<Schedule> {
        let mut body = json!({ "name": "Nightly", "cron_schedule": "0 9 * * *", "prompt": "Do it." });
        for (member, value) in more.as_object().into_iter().flatten() {
            body[member] = value.clone();
        }
        self.read("POST", paths::SCHEDULES, &body).await
    }

    /// A schedule as it is now.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn schedule_now(&self, schedule: &Schedule) -> Result<Schedule> {
        self.read("GET", &paths::schedule(schedule.id), &Value::Null).await
    }

    /// Makes a schedule that runs within a minute, waits until `runner` has claimed that run, and pauses it.
    ///
    /// # Errors
    ///
    /// When the server refuses, or no run comes.
    pub async fn schedule_that_ran(&self, runner: &Self, mut more: Value) -> Result<Schedule> {
        more["cron_schedule"] = json!("* * * * *");
        let made = self.schedule(more).await?;
        let since = Instant::now();
        let run = loop {
            match self.schedule_now(&made).await?.last_run {
                Some(run) => break run.run_id,
                None if since.elapsed() > A_MINUTE_AND_MORE => bail!("it made no run"),
                None => wait::a_while(since).await,
            }
        };
        let run: RunItem = self.read("GET", &paths::run(run), &Value::Null).await?;
        runner.claim(&run).await?;
        self.read("POST", &paths::schedule_pause(made.id), &Value::Null).await
    }
}
