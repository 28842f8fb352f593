//! Why a schedule makes no run although its time has come, and that it says so.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    RunId,
    api::{RunState, Schedule, paths},
};
use oz_server_stub::{Clock, spawn_due};
use serde_json::json;

use super::{
    runs::{TO_NINE, runs, shown},
    schedule,
};
use crate::{
    harness::{Client, Runner, Stack},
    routes::environments::environment,
};

/// The one run of a schedule that waits.
async fn waiting_run_of(client: &Client, schedule: &Schedule) -> Result<RunId> {
    let waiting = runs(client).await?.into_iter().filter(|run| run.state == RunState::Queued);
    let of_it = waiting.filter(|run| run.schedule.as_ref().is_some_and(|by| by.schedule_id == schedule.id));
    let ids: Vec<_> = of_it.map(|run| run.run_id).collect();
    anyhow::ensure!(ids.len() == 1, "{} runs wait", ids.len());
    Ok(ids[0])
}

#[tokio::test]
async fn a_schedule_that_cannot_make_a_run_says_why_and_tries_again_at_its_next_time() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (settings, off) = (paths::SETTINGS, json!({ "disabled_harnesses": ["codex"] }));
    let made = schedule(&admin, &json!({ "agent_config": { "harness": { "type": "codex" } } })).await?;
    admin.change(Method::PATCH, settings, 1).json(&off).await?;
    let before = stack.recorded().await?.len();

    stack.clock.advance(TO_NINE);
    assert_eq!((spawn_due(stack.state()).await?, spawn_due(stack.state()).await?), (0, 0));

    let admin = stack.admin().await?;
    let failed = shown(&admin, &made).await?;
    assert!(failed.last_spawn_error.as_ref().is_some_and(|why| why.contains("Codex")), "{failed:?}");
    assert_eq!((failed.history.last_ran, failed.enabled), (None, true));
    let recorded = stack.recorded_since(before).await?;
    assert_eq!(recorded.first(), Some(&("schedule.failed".to_owned(), "nightly".to_owned())));
    admin.change(Method::PATCH, settings, 2).json(&json!({ "disabled_harnesses": [] })).await?;
    stack.clock.advance(Duration::from_hours(24));
    assert_eq!(spawn_due(stack.state()).await?, 1);
    assert_eq!(shown(&stack.admin().await?, &made).await?.last_spawn_error, None);
    Ok(())
}

#[tokio::test]
async fn a_schedule_whose_last_run_still_waits_makes_no_second_one_and_says_why() -> Result<()> {
    let stack = Stack::start().await?;
    let made = schedule(&stack.admin().await?, &json!({})).await?;
    let other = schedule(&stack.admin().await?, &json!({ "cron_schedule": "0 9 15 3 *" })).await?;
    stack.clock.advance(TO_NINE);
    assert_eq!(spawn_due(stack.state()).await?, 1);
    let before = stack.recorded().await?.len();

    for _ in 0..2 {
        stack.clock.advance(Duration::from_hours(24));
        // Another schedule's run that waits is no reason.
        assert_eq!(
            spawn_due(stack.state()).await?,
            usize::from(other.history.next_run == Some(stack.clock.now().to_wire()))
        );
    }

    let failed: Vec<_> =
        stack.recorded_since(before).await?.into_iter().filter(|(what, _)| what == "schedule.failed").collect();
    assert_eq!(failed.len(), 1);
    let admin = stack.admin().await?;
    let waits = shown(&admin, &made).await?;
    assert_eq!(waits.last_spawn_error.as_deref(), Some("its last run still waits for a runner"));
    assert_eq!(waits.history.last_ran, made.history.next_run);
    let run = waiting_run_of(&admin, &made).await?;
    Runner::new(&stack.runners_key().await?)?.take(run).await?;
    stack.clock.advance(Duration::from_hours(24));
    assert_eq!(spawn_due(stack.state()).await?, 1);
    assert_eq!(shown(&stack.admin().await?, &made).await?.last_spawn_error, None);
    Ok(())
}

#[tokio::test]
async fn a_schedule_whose_environment_is_gone_makes_no_run() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let environment = environment(&admin, "ops").await?.uid;
    let made = schedule(&admin, &json!({ "agent_config": { "environment_id": environment } })).await?;
    let path = format!("{}?confirm=true", paths::environment(environment));
    assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.status, 204);

    stack.clock.advance(TO_NINE);

    assert_eq!(spawn_due(stack.state()).await?, 0);
    let after = shown(&stack.admin().await?, &made).await?;
    assert_eq!(after.last_spawn_error.as_deref(), Some("there is no environment with this id"));
    Ok(())
}
