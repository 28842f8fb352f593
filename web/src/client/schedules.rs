//! Schedules, call by call.

use gloo_net::http::Method;
use oz_domain::{
    ScheduleId,
    api::{CreateSchedule, Schedule, SchedulePage, SchedulePreview, UpdateSchedule, paths},
};

use super::{
    Client, ClientError,
    api::etag,
    send::{exchange, fetch, finish, request},
};

impl Client {
    /// One page of the team's schedules and one's own, by name.
    pub(crate) async fn schedules(self, limit: usize, cursor: Option<String>) -> Result<SchedulePage, ClientError> {
        let limit = ("limit", limit.to_string());
        let query = std::iter::once(limit).chain(cursor.map(|cursor| ("cursor", cursor)));
        fetch(request(Method::GET, paths::SCHEDULES).query(query)).await
    }

    /// One schedule as it is now, with its next times.
    pub(crate) async fn schedule(self, id: ScheduleId) -> Result<Schedule, ClientError> {
        fetch(request(Method::GET, &paths::schedule(id))).await
    }

    /// When these five fields would make runs, or what is wrong with them.
    pub(crate) async fn schedule_preview(self, cron_schedule: &str) -> Result<SchedulePreview, ClientError> {
        fetch(request(Method::GET, paths::SCHEDULE_PREVIEW).query([("cron_schedule", cron_schedule)])).await
    }

    /// Makes a schedule. The same `idempotency_key` makes it once, however often it is sent.
    pub(crate) async fn create_schedule(
        self,
        schedule: &CreateSchedule,
        idempotency_key: &str,
    ) -> Result<Schedule, ClientError> {
        exchange(request(Method::POST, paths::SCHEDULES).header("idempotency-key", idempotency_key), schedule).await
    }

    /// Changes a schedule, if it still is in `version`.
    pub(crate) async fn update_schedule(
        self,
        id: ScheduleId,
        version: u64,
        change: &UpdateSchedule,
    ) -> Result<Schedule, ClientError> {
        exchange(request(Method::PUT, &paths::schedule(id)).header("if-match", &etag(version)), change).await
    }

    /// Has a schedule make no runs for now, whatever else of it changed meanwhile.
    pub(crate) async fn pause_schedule(self, id: ScheduleId) -> Result<Schedule, ClientError> {
        exchange(request(Method::POST, &paths::schedule_pause(id)), &()).await
    }

    /// Has a schedule make runs again, whatever else of it changed meanwhile.
    pub(crate) async fn resume_schedule(self, id: ScheduleId) -> Result<Schedule, ClientError> {
        exchange(request(Method::POST, &paths::schedule_resume(id)), &()).await
    }

    /// Deletes a schedule, if it still is in `version`. The runs that it made stay.
    pub(crate) async fn delete_schedule(self, id: ScheduleId, version: u64) -> Result<(), ClientError> {
        finish(request(Method::DELETE, &paths::schedule(id)).header("if-match", &etag(version))).await
    }
}
