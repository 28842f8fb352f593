//! `PUT /api/v1/agent/identities/{uid}`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{Agent, ProblemCode, paths};
use serde_json::json;

use super::{agent, agent_with};
use crate::harness::{Answer, Client, Stack};

async fn put(client: &Client, agent: &Agent, body: &serde_json::Value) -> Result<Answer> {
    client.request(Method::PUT, &paths::agent(agent.uid)).json(body).await
}

#[tokio::test]
async fn what_is_absent_stays_and_what_is_empty_is_cleared() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = agent_with(&admin, json!({ "name": "a", "prompt": "p", "secrets": [{ "name": "A" }] })).await?;

    let renamed: Agent = put(&admin, &before, &json!({ "name": "b", "description": null })).await?.read(200)?;
    let cleared: Agent = put(&admin, &before, &json!({ "prompt": "", "secrets": [] })).await?.read(200)?;
    let taken_back: Agent = put(&admin, &before, &json!({ "secrets_declared": false })).await?.read(200)?;

    assert_eq!((renamed.name.as_str(), renamed.prompt, renamed.secrets.len()), ("b", before.prompt.clone(), 1));
    assert_eq!((cleared.prompt, cleared.secrets.len(), cleared.secrets_declared), (None, 0, true));
    assert_eq!((taken_back.secrets_declared, taken_back.version), (false, 4));
    Ok(())
}

#[tokio::test]
async fn asking_for_what_is_so_already_makes_no_new_version() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = agent(&admin, "same").await?;

    for body in [json!({}), json!({ "name": "same", "description": "", "harness": {}, "skills": [] })] {
        assert_eq!(put(&admin, &before, &body).await?.read::<Agent>(200)?, before);
    }
    Ok(())
}

#[tokio::test]
async fn who_says_which_version_they_saw_changes_only_that_one() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = agent(&admin, "a").await?;
    let change = |version| admin.change(Method::PUT, &paths::agent(before.uid), version);

    let right = change(1).json(&json!({ "name": "b" })).await?;
    let stale = change(1).json(&json!({ "name": "c" })).await?;
    let nonsense =
        admin.request(Method::PUT, &paths::agent(before.uid)).header("if-match", "*").json(&json!({})).await?;

    assert_eq!((right.status.as_u16(), right.header("etag")), (200, Some("\"2\"")));
    assert_eq!((stale.code()?, nonsense.code()?), (ProblemCode::Stale, ProblemCode::InvalidRequest));
    Ok(())
}

#[tokio::test]
async fn contradictions_with_what_was_there_before_are_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = agent_with(&admin, json!({ "name": "a", "base_model": "m" })).await?;

    for (body, pointer) in [
        (json!({ "harness": { "type": "codex" } }), "/base_model"),
        (json!({ "harness": { "type": "codex" }, "base_harness": "claude", "base_model": "" }), "/base_harness"),
        (json!({ "secrets": [], "secrets_declared": false }), "/secrets_declared"),
        (json!({ "harness_auth_secrets": { "claude_secret_name": "x" } }), "/harness_auth_secrets/claude_secret_name"),
        (json!({ "environment_id": "01890000-0000-7000-8000-000000000001" }), "/environment_id"),
    ] {
        let answer = put(&admin, &before, &body).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::Invalid, pointer));
    }
    assert_eq!(admin.get(&paths::agent(before.uid)).await?.read::<Agent>(200)?, before);
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_or_no_id_is_not_found() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for other in ["nonsense", "01890000-0000-7000-8000-000000000001"] {
        let path = format!("{}/{other}", paths::AGENTS);
        assert_eq!(admin.get(&path).await?.code()?, ProblemCode::NotFound);
        assert_eq!(admin.request(Method::PUT, &path).json(&json!({})).await?.code()?, ProblemCode::NotFound);
        assert_eq!(admin.request(Method::DELETE, &path).send().await?.code()?, ProblemCode::NotFound);
    }
    Ok(())
}

#[tokio::test]
async fn each_change_is_on_the_record() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = stack.recorded().await?.len();
    let made = agent(&admin, "a").await?;
    put(&admin, &made, &json!({})).await?;
    put(&admin, &made, &json!({ "name": "b" })).await?;
    admin.request(Method::DELETE, &paths::agent(made.uid)).send().await?;

    let recorded = stack.recorded_since(before).await?;

    let expected = [("agent.created", "a"), ("agent.updated", "b"), ("agent.deleted", "b")];
    assert_eq!(recorded, expected.map(|(action, name)| (action.to_owned(), name.to_owned())));
    Ok(())
}
