//! Runs that an agent executes: what they have of it, and what its keys may do with them.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{ProblemCode, RunState, paths},
};
use serde_json::{Value, json};

use crate::{
    harness::{Client, Runner, Stack, variable},
    routes::agents::{agent, agent_with},
};

async fn credentials(admin: &Client, names: &[&str]) -> Result<()> {
    for name in names {
        let json = format!(r#"{{"api_key":"not-a-real-key-of-{name}"}}"#);
        admin.typed_secret(name, SecretType::AnthropicApiKey, &json).await?;
    }
    Ok(())
}

fn signing_in_with(name: &str) -> Value {
    json!({ "name": "a", "harness": { "type": "claude" }, "harness_auth_secrets": { "claude_auth_secret_name": name } })
}

#[tokio::test]
async fn what_an_agent_signs_in_with_is_decided_at_the_claim() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    credentials(&admin, &["old", "new"]).await?;
    let made = agent_with(&admin, signing_in_with("old")).await?;
    let run = admin.start_run(&json!({ "prompt": "x", "agent_identity_uid": made.uid })).await?;
    let chosen = async || -> Result<Option<String>> {
        Ok(admin.run(run).await?.agent_config.harness_auth_secrets.context("a choice")?.claude_auth_secret_name)
    };
    assert_eq!(chosen().await?.as_deref(), Some("old"));

    let changed = admin.request(Method::PUT, &paths::agent(made.uid)).json(&signing_in_with("new")).await?;
    let delivery = Runner::new(&admin)?.take(run).await?;

    assert_eq!(changed.status, 200);
    assert!(variable(&delivery, "ANTHROPIC_API_KEY")? == "not-a-real-key-of-new");
    assert_eq!(chosen().await?.as_deref(), Some("new"));
    Ok(())
}

#[tokio::test]
async fn a_run_that_chooses_itself_keeps_its_choice() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    credentials(&admin, &["agents", "own"]).await?;
    let made = agent_with(&admin, signing_in_with("agents")).await?;
    let with = |auth: Value| json!({ "prompt": "x", "agent_identity_uid": made.uid, "config": { "harness_auth_secrets": auth } });
    let own = admin.start_run(&with(json!({ "claude_auth_secret_name": "own" }))).await?;
    let none = admin.start_run(&with(json!({ "claude_auth_secret_name": "" }))).await?;

    let (own, none) = (Runner::new(&admin)?.take(own).await?, Runner::new(&admin)?.take(none).await?);

    assert!(variable(&own, "ANTHROPIC_API_KEY")? == "not-a-real-key-of-own");
    assert!(variable(&none, "ANTHROPIC_API_KEY").is_err());
    Ok(())
}

#[tokio::test]
async fn an_agents_wrong_credential_is_refused_when_its_run_is_started() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = agent_with(&admin, signing_in_with("LATER")).await?;
    admin.team_secret("LATER").await?;

    let refused = admin.ask_for_run(&json!({ "prompt": "x", "agent_identity_uid": made.uid })).await?;

    assert_eq!(refused.field()?.code, "wrong_type_for_harness");
    Ok(())
}

#[tokio::test]
async fn an_agents_model_is_kept_where_the_run_names_its_harness_alone() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let harness = json!({ "type": "claude", "model_id": "m", "reasoning_level": "high" });
    let made = agent_with(&admin, json!({ "name": "a", "harness": harness })).await?;

    for (asked, expected) in [("claude", harness), ("codex", json!({ "type": "codex" }))] {
        let config = json!({ "harness": { "type": asked } });
        let run = admin.start_run(&json!({ "prompt": "x", "agent_identity_uid": made.uid, "config": config })).await?;
        assert_eq!(serde_json::to_value(admin.run(run).await?.agent_config.harness)?, expected);
    }
    Ok(())
}

#[tokio::test]
async fn an_agents_key_cancels_its_own_runs_and_no_others() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (made, other) = (agent(&admin, "a").await?, agent(&admin, "b").await?);
    let key = stack.agent_key(made.uid).await?;
    let started = key.start_run(&json!({ "prompt": "x" })).await?;
    let executed = admin.start_run(&json!({ "prompt": "x", "agent_identity_uid": made.uid })).await?;
    let persons = admin.start_run(&json!({ "prompt": "x" })).await?;
    let others = admin.start_run(&json!({ "prompt": "x", "agent_identity_uid": other.uid })).await?;

    for own in [started, executed] {
        assert_eq!(key.request(Method::POST, &paths::run_cancel(own)).send().await?.status, 200);
    }
    for run in [persons, others] {
        let refused = key.request(Method::POST, &paths::run_cancel(run)).send().await?;
        assert_eq!(refused.code()?, ProblemCode::Forbidden);
        assert_eq!(admin.run(run).await?.state, RunState::Queued);
    }
    Ok(())
}

#[tokio::test]
async fn an_agents_key_asks_about_no_other_agents_runs() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (made, other) = (agent(&admin, "a").await?, agent(&admin, "b").await?);
    let key = stack.agent_key(made.uid).await?;
    let ask = async |body: Value| key.post(paths::RESOLVE, &body).await;

    let refused = ask(json!({ "agent_identity_uid": other.uid })).await?;

    assert_eq!(
        (refused.field()?.pointer.as_str(), refused.field()?.code.as_str()),
        ("/agent_identity_uid", "other_agent")
    );
    assert_eq!(ask(json!({ "agent_identity_uid": made.uid })).await?.status, 200);
    assert_eq!(ask(json!({})).await?.status, 200);
    Ok(())
}
