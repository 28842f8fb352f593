//! `POST /api/v1/agent/schedules/{id}/pause` and `/resume`, as the public clients send them: without a body.

use std::time::Duration;

use anyhow::Result;
use axum::{body::Body, http::Method};
use oz_domain::api::{ProblemCode, Schedule, paths};
use serde_json::json;

use super::schedule;
use crate::harness::{Client, Stack};

async fn post(client: &Client, path: &str) -> Result<Schedule> {
    let request = client.request(Method::POST, path).header("content-type", "application/json");
    request.body(Body::empty()).await?.read(200)
}

#[tokio::test]
async fn a_paused_schedule_waits_for_nothing_and_a_resumed_one_for_its_next_time() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({ "enabled": true })).await?;

    let paused = post(&admin, &paths::schedule_pause(made.id)).await?;
    stack.clock.advance(Duration::from_hours(10));
    let resumed = post(&admin, &paths::schedule_resume(made.id)).await?;

    assert_eq!((paused.enabled, &paused.history.next_run, paused.version), (false, &None, 2));
    assert_eq!((resumed.enabled, &resumed.history.next_run, resumed.version), (true, &made.history.next_run, 3));
    Ok(())
}

#[tokio::test]
async fn pausing_what_is_paused_changes_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({})).await?;
    let before = stack.recorded().await?.len();

    for path in [paths::schedule_resume(made.id), paths::schedule_pause(made.id), paths::schedule_pause(made.id)] {
        post(&admin, &path).await?;
    }

    assert_eq!(post(&admin, &paths::schedule_resume(made.id)).await?.version, 3);
    let actions: Vec<_> = stack.recorded_since(before).await?.into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, ["schedule.paused", "schedule.resumed"]);
    Ok(())
}

#[tokio::test]
async fn who_says_which_version_they_saw_pauses_only_that_one() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::schedule_pause(schedule(&admin, &json!({})).await?.id);

    assert_eq!(admin.change(Method::POST, &path, 2).send().await?.code()?, ProblemCode::Stale);
    assert_eq!(admin.change(Method::POST, &path, 1).send().await?.status, 200);
    Ok(())
}
