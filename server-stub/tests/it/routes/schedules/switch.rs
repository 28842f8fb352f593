//! `POST /api/v1/agent/schedules/{id}/pause` and `/resume`, as the public clients send them: without a body.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::{body::Body, http::Method};
use oz_domain::api::{ProblemCode, RunItem, RunState, Schedule, paths};
use oz_server_stub::spawn_due;
use serde_json::json;

use super::{
    runs::{TO_NINE, shown},
    schedule,
};
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

#[tokio::test]
async fn the_run_that_waits_stays_with_a_paused_schedule_and_goes_with_a_deleted_one() -> Result<()> {
    let stack = Stack::start().await?;
    let made = schedule(&stack.admin().await?, &json!({})).await?;
    let other = schedule(&stack.admin().await?, &json!({ "name": "other" })).await?;
    stack.clock.advance(TO_NINE);
    assert_eq!(spawn_due(stack.state()).await?, 2);
    let admin = stack.admin().await?;
    let last = async |of: &Schedule| anyhow::Ok(shown(&admin, of).await?.last_run.context("a run")?.run_id);
    let (waiting, others) = (last(&made).await?, last(&other).await?);

    admin.request(Method::POST, &paths::schedule_pause(made.id)).send().await?;
    assert_eq!(admin.run(waiting).await?.state, RunState::Queued);
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    assert_eq!(events.next().await?.name, "look");
    assert_eq!(admin.request(Method::DELETE, &paths::schedule(made.id)).send().await?.status, 200);

    assert_eq!(admin.run(waiting).await?.state, RunState::Cancelled);
    let told: RunItem = events.next().await?.read()?;
    assert_eq!((told.run_id, told.state), (waiting, RunState::Cancelled));
    assert!(told.status_message.is_some_and(|status| status.message.contains("deleted its schedule")));
    assert_eq!(admin.run(others).await?.state, RunState::Queued);
    Ok(())
}
