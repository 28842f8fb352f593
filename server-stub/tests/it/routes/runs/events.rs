//! `GET /api/v1/agent/runs/{id}/events` and `GET /api/v1/agent/runs/events`.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, Receipt, RunItem, RunState, paths};
use serde_json::json;

use crate::harness::{Events, Runner, Stack, TeamKey};

async fn run(events: &mut Events) -> Result<RunItem> {
    let event = events.next().await?;
    anyhow::ensure!(event.name == "run", "another event: {}", event.name);
    event.read()
}

#[tokio::test]
async fn a_run_is_told_as_it_is_and_each_time_it_changes() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_secret("SHARED").await?;
    let id = admin.start_run(&json!({ "prompt": "x" })).await?;
    let other = admin.start_run(&json!({ "prompt": "y" })).await?;
    let mut events = admin.listen(&paths::run_events(id)).await?;
    let runner = Runner::new(&admin)?;

    assert_eq!(run(&mut events).await?.state, RunState::Queued);
    runner.take(other).await?;
    runner.take(id).await?;
    let claimed = run(&mut events).await?;
    assert_eq!((claimed.run_id, claimed.state), (id, RunState::Claimed));
    assert!(claimed.secrets.is_some_and(|secrets| secrets.rows.len() == 1) && claimed.history.len() == 2);
    runner.say(id, &Receipt::Received { variables: 1 }).await?;
    assert_eq!(run(&mut events).await?.secrets.and_then(|secrets| secrets.received), Some(1));
    admin.request(Method::POST, &paths::run_cancel(id)).send().await?;
    assert_eq!(run(&mut events).await?.state, RunState::Cancelled);
    Ok(())
}

#[tokio::test]
async fn the_list_is_told_of_runs_that_the_listener_may_see() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    assert_eq!(events.next().await?.name, "look");

    mia.start_run(&json!({ "prompt": "x", "title": "hidden", "team": false })).await?;
    let shared = mia.start_run(&json!({ "prompt": "x" })).await?;

    assert_eq!(run(&mut events).await?.run_id, shared);
    Ok(())
}

#[tokio::test]
async fn a_run_that_was_given_up_is_told() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::No, None).await?;
    let id = key.start_run(&json!({ "prompt": "x" })).await?;
    Runner::new(&key)?.take(id).await?;
    let mut events = key.listen(&paths::run_events(id)).await?;
    run(&mut events).await?;

    stack.clock.advance(Duration::from_mins(2));
    oz_server_stub::sweep(stack.state()).await?;

    assert_eq!(run(&mut events).await?.state, RunState::Error);
    Ok(())
}

#[tokio::test]
async fn what_a_runner_repeats_is_told_once() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let id = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(id).await?;
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    assert_eq!(events.next().await?.name, "look");

    let received = Receipt::Received { variables: 0 };
    assert_eq!(runner.say(id, &received).await?.status, 200);
    assert_eq!(run(&mut events).await?.state, RunState::Claimed);
    assert_eq!(runner.say(id, &received).await?.status, 200);
    for _ in 0..2 {
        let sign_of_life = events.next_or_end().await?;
        assert_eq!(sign_of_life.map(|event| event.name), Some(String::new()));
    }
    Ok(())
}

#[tokio::test]
async fn one_caller_listens_so_often_and_others_still_can() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let mut streams = Vec::new();
    for _ in 0..32 {
        streams.push(admin.listen(paths::RUN_EVENTS).await?);
    }

    for path in [paths::RUN_EVENTS, &paths::run_events(run)] {
        // Its body would never end if it were a stream.
        let answer = admin.request(Method::GET, path).response().await?;
        assert_eq!(answer.status(), ProblemCode::TooMany.status());
    }
    mia.listen(paths::RUN_EVENTS).await?;
    streams.pop();
    admin.listen(paths::RUN_EVENTS).await?;
    Ok(())
}

#[tokio::test]
async fn a_listener_hears_that_the_connection_stands() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    events.next().await?;

    let sign = events.next_or_end().await?;

    assert_eq!(sign.map(|event| (event.name, event.data)), Some((String::new(), String::new())));
    Ok(())
}

#[tokio::test]
async fn listening_ends_with_the_session() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (key, key_id) = stack.key("mia@example.com", TeamKey::No, None).await?;
    let mut of_admin = admin.listen(paths::RUN_EVENTS).await?;
    let mut of_mia = mia.listen(paths::RUN_EVENTS).await?;
    let mut of_key = key.listen(paths::RUN_EVENTS).await?;
    for events in [&mut of_admin, &mut of_mia, &mut of_key] {
        assert_eq!(events.next().await?.name, "look");
    }

    mia.request(Method::DELETE, paths::SESSION).send().await?;
    assert!(of_mia.ends().await?);
    stack.store.revoke_api_key(key_id, &stack.machine()).await?;
    assert!(of_key.ends().await?);
    stack.clock.advance(Duration::from_hours(12));
    assert!(of_admin.ends().await?);
    Ok(())
}

#[tokio::test]
async fn a_server_that_stops_lets_its_listeners_go() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    events.next().await?;

    stack.state().run_events.close();

    assert!(events.ends().await?);
    Ok(())
}

#[tokio::test]
async fn nobody_listens_without_a_credential() -> Result<()> {
    let stack = Stack::start().await?;

    assert_eq!(stack.anonymous().get(paths::RUN_EVENTS).await?.code()?, ProblemCode::Unauthenticated);
    Ok(())
}
