//! `POST /api/v1/agent/runs`: what it makes.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    RunSource,
    api::{CreatedRun, ProblemCode, PublicScopeKind, RunPage, RunState, UserProfileKind, paths},
};
use serde_json::json;

use crate::harness::{Runner, Stack, TeamKey};

#[tokio::test]
async fn a_run_waits_with_everything_that_was_asked() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let config = json!({ "name": "nightly", "model_id": "some-model", "secrets": [{ "name": "A", "required": true }],
        "session_sharing": { "public_access": "VIEWER" } });
    let request = json!({ "prompt": "Fix the build\nplease", "config": config, "metadata": { "ticket": "VIS-238" } });

    let answer = admin.ask_for_run(&request).await?;

    let created: CreatedRun = answer.read(200)?;
    assert_eq!((created.task_id, created.state, created.at_capacity), (created.run_id, RunState::Queued, false));
    let run = admin.run(created.run_id).await?;
    assert_eq!((run.title.as_str(), run.prompt.as_str()), ("Fix the build", "Fix the build\nplease"));
    assert_eq!((run.state, run.source, run.scope.kind), (RunState::Queued, RunSource::WebApp, PublicScopeKind::Team));
    assert_eq!((run.creator.email.as_deref(), run.creator.kind), (Some("admin@localhost"), UserProfileKind::User));
    assert_eq!((run.executor.clone(), run.secrets.clone()), (run.creator.clone(), None));
    assert_eq!(serde_json::to_value(&run.agent_config)?, config);
    assert_eq!(serde_json::to_value(&run.metadata)?, json!({ "ticket": "VIS-238" }));
    assert_eq!(run.history.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_way_a_run_came_is_told_by_who_asks() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::No, None).await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    let request = json!({ "prompt": "x" });

    let by_key = key.run(key.start_run(&request).await?).await?;
    let by_team = team_key.run(team_key.start_run(&request).await?).await?;
    let by_command_line = key.request(Method::POST, paths::RUNS).header("user-agent", "oz/0.1").json(&request).await?;

    assert_eq!((by_key.source, by_key.creator.kind), (RunSource::Api, UserProfileKind::User));
    assert_eq!((by_team.source, by_team.creator.kind), (RunSource::Api, UserProfileKind::ServiceAccount));
    assert_eq!(key.run(by_command_line.read::<CreatedRun>(200)?.run_id).await?.source, RunSource::Cli);
    Ok(())
}

#[tokio::test]
async fn the_older_path_starts_runs_too() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let created: CreatedRun = admin.post(paths::RUN, &json!({ "prompt": "x" })).await?.read(200)?;

    assert_eq!(admin.run(created.run_id).await?.prompt, "x");
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_starts_one_run() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let ask = async |prompt: &str| {
        admin.request(Method::POST, paths::RUNS).header("idempotency-key", "k").json(&json!({ "prompt": prompt })).await
    };

    let (first, again, other) = (ask("x").await?, ask("x").await?, ask("y").await?);

    assert_eq!((first.body, again.header("idempotent-replayed")), (again.body.clone(), Some("true")));
    assert_eq!(other.code()?, ProblemCode::IdempotencyKeyReused);
    assert_eq!(admin.get(paths::RUNS).await?.read::<RunPage>(200)?.runs.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_title_that_was_given_is_kept_and_an_empty_one_is_made() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let given = admin.start_run(&json!({ "prompt": "x", "title": "Release" })).await?;
    let made = admin.start_run(&json!({ "title": " ", "config": { "skills": ["owner/repo:deploy"] } })).await?;

    assert_eq!(admin.run(given).await?.title, "Release");
    assert_eq!(
        (admin.run(made).await?.title.as_str(), admin.run(made).await?.prompt.as_str()),
        ("owner/repo:deploy", "")
    );
    Ok(())
}

#[tokio::test]
async fn a_run_can_be_started_by_another_that_its_starter_sees() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let parent = admin.start_run(&json!({ "prompt": "x" })).await?;
    let hidden = mia.start_run(&json!({ "prompt": "x", "team": false })).await?;

    let child = admin.start_run(&json!({ "prompt": "y", "parent_run_id": parent })).await?;
    let refused = admin.ask_for_run(&json!({ "prompt": "y", "parent_run_id": hidden })).await?;

    assert_eq!(admin.run(child).await?.parent_run_id, Some(parent));
    assert_eq!((refused.status.as_u16(), refused.field()?.pointer.as_str()), (400, "/parent_run_id"));
    Ok(())
}

#[tokio::test]
async fn what_is_recorded_of_ones_own_run_is_ones_own() -> Result<()> {
    let stack = Stack::start().await?;
    let mia = stack.signed_in("mia@example.com").await?;
    for (title, team) in [("shared", true), ("hidden", false)] {
        let run = mia.start_run(&json!({ "prompt": "x", "title": title, "team": team })).await?;
        Runner::new(&mia)?.take(run).await?;
        mia.request(Method::POST, &paths::run_cancel(run)).send().await?;
    }

    for (title, owner) in [("shared", "team"), ("hidden", "user")] {
        let expected = ["run.created", "run.claimed", "run.cancelled"].map(|what| (what.to_owned(), owner.to_owned()));
        assert_eq!(stack.recorded_of(title).await?, expected);
    }
    Ok(())
}
