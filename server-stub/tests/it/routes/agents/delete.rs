//! `DELETE /api/v1/agent/identities/{uid}`, and what needs an environment.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{Agent, DependentKind, ProblemCode, RunItem, RunState, paths};
use serde_json::json;

use super::{agent, agent_with};
use crate::{
    harness::{Runner, Stack},
    routes::environments::environment,
};

#[tokio::test]
async fn a_deleted_agent_is_gone_and_its_keys_end_at_once() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (made, other) = (agent(&admin, "a").await?, agent(&admin, "b").await?);
    let (key, others_key) = (stack.agent_key(made.uid).await?, stack.agent_key(other.uid).await?);
    let before = stack.recorded().await?.len();
    assert_eq!(key.get(paths::SESSION).await?.status, 200);

    let answer = admin.request(Method::DELETE, &paths::agent(made.uid)).send().await?;

    assert_eq!(answer.status, 204);
    assert_eq!(admin.get(&paths::agent(made.uid)).await?.code()?, ProblemCode::NotFound);
    assert_eq!(key.get(paths::SESSION).await?.code()?, ProblemCode::RevokedCredential);
    assert_eq!(others_key.get(paths::SESSION).await?.status, 200);
    let actions: Vec<_> = stack.recorded_since(before).await?.into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, ["api_key.deleted", "agent.deleted"]);
    Ok(())
}

#[tokio::test]
async fn runs_that_wait_for_a_deleted_agent_are_cancelled_with_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("TEAMS", "not-a-real-value").await?;
    let (made, other) = (agent(&admin, "a").await?, agent(&admin, "b").await?);
    let key = stack.agent_key(made.uid).await?;
    let wanted = json!({ "prompt": "x", "title": "thief", "config": { "secrets": [{ "name": "TEAMS" }] } });
    let (waiting, works) = (key.start_run(&wanted).await?, key.start_run(&json!({ "prompt": "y" })).await?);
    let others = admin.start_run(&json!({ "prompt": "z", "agent_identity_uid": other.uid })).await?;
    Runner::new(&key)?.take(works).await?;
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    assert_eq!(events.next().await?.name, "look");
    let before = stack.recorded().await?.len();

    let refused = admin.request(Method::DELETE, &paths::agent(made.uid)).send().await?;
    let path = format!("{}?confirm=true", paths::agent(made.uid));
    assert_eq!(admin.request(Method::DELETE, &path).send().await?.status, 204);

    assert_eq!(refused.problem()?.dependents.len(), 1);
    let runner = Runner::new(&stack.runners_key().await?)?;
    assert_eq!(runner.claim(waiting).await?.code()?, ProblemCode::RunEnded);
    let item = admin.run(waiting).await?;
    assert_eq!((item.state, item.history.len()), (RunState::Cancelled, 2));
    assert!(item.status_message.is_some_and(|status| status.message.contains("deleted its agent")));
    let told: RunItem = events.next().await?.read()?;
    assert_eq!((told.run_id, told.state), (waiting, RunState::Cancelled));
    assert!(stack.recorded_since(before).await?.contains(&("run.cancelled".to_owned(), "thief".to_owned())));
    assert_eq!((admin.run(works).await?.state, admin.run(others).await?.state), (RunState::Claimed, RunState::Queued));
    Ok(())
}

#[tokio::test]
async fn an_older_version_is_not_deleted() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::agent(agent(&admin, "a").await?.uid);

    assert_eq!(admin.change(Method::DELETE, &path, 2).send().await?.code()?, ProblemCode::Stale);
    assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.status, 204);
    Ok(())
}

#[tokio::test]
async fn an_environment_that_an_agent_needs_is_deleted_only_when_confirmed() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let environment = environment(&admin, "ops").await?.uid;
    let path = paths::environment(environment);
    let made = agent_with(&admin, json!({ "name": "Reviewer", "environment_id": environment })).await?;

    let refused = admin.change(Method::DELETE, &path, 1).send().await?;
    let unsure = admin.change(Method::DELETE, &format!("{path}?confirm=false"), 1).send().await?;
    let confirmed = admin.change(Method::DELETE, &format!("{path}?confirm=true"), 1).send().await?;

    let problem = refused.problem()?;
    assert_eq!((problem.code, problem.dependents.len()), (ProblemCode::InUse, 1));
    assert_eq!((problem.dependents[0].kind, &problem.dependents[0].id), (DependentKind::Agent, &made.uid.to_string()));
    assert!(problem.detail.contains("`Reviewer`"), "{}", problem.detail);
    assert_eq!((unsure.code()?, confirmed.status.as_u16()), (ProblemCode::InUse, 204));
    let after: Agent = admin.get(&paths::agent(made.uid)).await?.read(200)?;
    assert_eq!(after.environment_id, Some(environment));
    Ok(())
}
