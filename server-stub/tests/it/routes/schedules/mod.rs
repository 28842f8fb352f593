//! `/api/v1/agent/schedules`.

mod create;
mod list;
mod no_run;
mod others;
mod runs;
mod switch;
mod times;
mod update;

pub(super) use runs::{TO_NINE, shown};

use anyhow::Result;
use oz_domain::api::{Schedule, paths};
use serde_json::{Value, json};

use crate::harness::Client;

/// A schedule of every day at nine, with something changed.
pub(super) fn daily(more: &Value) -> Value {
    let mut body = json!({ "name": "nightly", "cron_schedule": "0 9 * * *", "prompt": "Do it." });
    for (member, value) in more.as_object().into_iter().flatten() {
        body[member] = value.clone();
    }
    body
}

/// Creates a schedule of every day at nine.
pub(super) async fn schedule(client: &Client, more: &Value) -> Result<Schedule> {
    client.post(paths::SCHEDULES, &daily(more)).await?.read(201)
}
