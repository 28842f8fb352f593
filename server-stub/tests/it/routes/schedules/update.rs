//! `PUT` and `DELETE /api/v1/agent/schedules/{id}`.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{DependentKind, ProblemCode, Schedule, ScheduleDeleted, paths};
use serde_json::{Value, json};

use super::schedule;
use crate::{
    harness::{Answer, Client, Stack},
    routes::{agents::agent, environments::environment},
};

async fn put(client: &Client, schedule: &Schedule, more: &Value) -> Result<Answer> {
    let mut body = json!({ "name": "nightly", "cron_schedule": "0 9 * * *", "enabled": true });
    for (member, value) in more.as_object().into_iter().flatten() {
        body[member] = value.clone();
    }
    client.request(Method::PUT, &paths::schedule(schedule.id)).json(&body).await
}

#[tokio::test]
async fn what_is_absent_stays_and_other_times_wait_for_another_time() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({ "metadata": { "k": "v" } })).await?;
    stack.clock.advance(Duration::from_secs(5));

    let same: Schedule = put(&admin, &made, &json!({})).await?.read(200)?;
    let renamed: Schedule = put(&admin, &made, &json!({ "name": "b" })).await?.read(200)?;
    let moved: Schedule = put(&admin, &made, &json!({ "cron_schedule": "0 12 * * *" })).await?.read(200)?;
    let off: Schedule = put(&admin, &made, &json!({ "enabled": false })).await?.read(200)?;

    assert_eq!(same, made);
    assert_eq!((renamed.version, &renamed.history, &renamed.prompt), (2, &made.history, &made.prompt));
    assert_eq!((&renamed.metadata, renamed.name.as_str()), (&made.metadata, "b"));
    assert_eq!(moved.history.next_run.map(|time| time.to_string()).as_deref(), Some("2026-03-12T12:00:00.000Z"));
    assert_eq!((off.enabled, off.history.next_run), (false, None));
    Ok(())
}

#[tokio::test]
async fn a_change_keeps_the_rules_of_a_new_schedule() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({})).await?;
    let nobody = "01890000-0000-7000-8000-000000000001";

    for (more, pointer) in [
        (json!({ "cron_schedule": "x" }), "/cron_schedule"),
        (json!({ "prompt": "" }), "/prompt"),
        (json!({ "agent_uid": nobody }), "/agent_uid"),
        (json!({ "agent_config": { "environment_id": nobody } }), "/agent_config/environment_id"),
        (json!({ "team": true }), "/team"),
    ] {
        let answer = put(&admin, &made, &more).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::Invalid, pointer), "{more}");
    }
    let incomplete = admin.request(Method::PUT, &paths::schedule(made.id)).json(&json!({ "name": "a" })).await?;
    assert_eq!(incomplete.field()?.code, "missing");
    assert_eq!(admin.get(&paths::schedule(made.id)).await?.read::<Schedule>(200)?, made);
    Ok(())
}

#[tokio::test]
async fn what_was_named_before_may_be_gone_meanwhile() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (environment, agent) = (environment(&admin, "ops").await?.uid, agent(&admin, "a").await?.uid);
    let more = json!({ "agent_uid": agent, "agent_config": { "environment_id": environment } });
    let made = schedule(&admin, &more).await?;

    for path in [paths::environment(environment), paths::agent(agent)] {
        let refused = admin.change(Method::DELETE, &path, 1).send().await?.problem()?;
        assert_eq!((refused.code, refused.dependents.len()), (ProblemCode::InUse, 1));
        assert_eq!(
            (refused.dependents[0].kind, refused.dependents[0].name.as_str()),
            (DependentKind::Schedule, "nightly")
        );
        assert_eq!(admin.change(Method::DELETE, &format!("{path}?confirm=true"), 1).send().await?.status, 204);
    }
    assert_eq!(put(&admin, &made, &json!({ "name": "b" })).await?.status, 200);
    let cleared: Schedule = put(&admin, &made, &json!({ "agent_uid": "", "agent_config": {} })).await?.read(200)?;

    assert_eq!(cleared.agent_uid, None);
    assert_eq!(put(&admin, &made, &more).await?.code()?, ProblemCode::Invalid);
    Ok(())
}

#[tokio::test]
async fn who_says_which_version_they_saw_changes_only_that_one() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::schedule(schedule(&admin, &json!({})).await?.id);
    let body = json!({ "name": "b", "cron_schedule": "0 9 * * *", "enabled": true });

    assert_eq!(admin.change(Method::PUT, &path, 2).json(&body).await?.code()?, ProblemCode::Stale);
    assert_eq!(admin.change(Method::PUT, &path, 1).json(&body).await?.header("etag"), Some("\"2\""));
    assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.code()?, ProblemCode::Stale);
    Ok(())
}

#[tokio::test]
async fn a_deleted_schedule_is_gone_and_on_the_record() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = stack.recorded().await?.len();
    let made = schedule(&admin, &json!({})).await?;

    let answer = admin.request(Method::DELETE, &paths::schedule(made.id)).send().await?;

    assert!(answer.read::<ScheduleDeleted>(200)?.success);
    assert_eq!(admin.get(&paths::schedule(made.id)).await?.code()?, ProblemCode::NotFound);
    let expected = ["schedule.created", "schedule.deleted"].map(|action| (action.to_owned(), "nightly".to_owned()));
    assert_eq!(stack.recorded_since(before).await?, expected);
    Ok(())
}
