//! `POST /api/v1/agent/identities`, and what `GET` then shows.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{Agent, ProblemCode, paths},
};
use serde_json::{Value, json};

use super::{agent, agent_with};
use crate::{harness::Stack, routes::environments::environment};

#[tokio::test]
async fn an_agent_reads_back_as_it_was_made() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let environment = environment(&admin, "ops").await?.uid;
    let body = json!({
        "name": "Reviewer", "description": "Reads changes", "prompt": "Be kind.\nBe brief.",
        "environment_id": environment, "secrets": [{ "name": "TOKEN", "as": "OTHER", "required": true }],
        "harness": { "type": "claude", "model_id": "m", "reasoning_level": "high" },
        "harness_auth_secrets": { "claude_auth_secret_name": "later" },
        "agent_type": "REVIEW", "credential_strategy": "EXECUTOR", "factory_uid": "f", "worker_host": "w",
        "inference_providers": { "aws": { "disabled": true } }, "on_behalf_of_enabled": true,
        "skills": ["octo-org/ops:skills/review"], "default_runner_uid": "r",
        "memory": { "attached_stores": [{ "access": "read_only", "instructions": "i", "uid": "u" }],
                    "auto_memory": { "enabled": true } },
        "mcp_servers": { "x": { "url": "https://example.com", "headers": { "Authorization": "canary" } } }
    });

    let created = admin.post(paths::AGENTS, &body).await?;
    let made: Value = created.read(201)?;
    let shown = admin.get(&paths::agent(created.read::<Agent>(201)?.uid)).await?;

    assert_eq!(shown.read::<Value>(200)?, made);
    assert_eq!((created.header("etag"), shown.header("etag")), (Some("\"1\""), Some("\"1\"")));
    for (member, value) in body.as_object().into_iter().flatten() {
        match member.as_str() {
            "mcp_servers" => assert_eq!(made.get(member), None),
            "memory" => assert_eq!(made["memory"]["attached_stores"], value["attached_stores"]),
            _ => assert_eq!(&made[member], value, "{member}"),
        }
    }
    assert_eq!(made["memory"]["auto_memory"], json!({ "enabled": false }));
    assert_eq!((&made["base_harness"], &made["available"]), (&json!("claude"), &json!(true)));
    assert_eq!(made["missing_secrets"][0]["name"], "TOKEN");
    assert!(!created.text().contains("canary") && !shown.text().contains("canary"));
    Ok(())
}

#[tokio::test]
async fn a_name_is_all_that_is_needed_and_lists_are_there_all_the_same() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let made: Value = admin.post(paths::AGENTS, &json!({ "name": "bare" })).await?.read(201)?;

    let lists = [&made["secrets"], &made["skills"], &made["memory"]["attached_stores"]];
    assert_eq!(lists, [&json!([]); 3]);
    assert_eq!((&made["secrets_declared"], &made["default_runner_uid"]), (&json!(false), &json!("")));
    for absent in ["description", "prompt", "environment_id", "harness", "harness_auth_secrets", "base_harness"] {
        assert_eq!(made.get(absent), None, "{absent}");
    }
    Ok(())
}

#[tokio::test]
async fn two_agents_may_have_one_name() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    assert_ne!(agent(&admin, "a").await?.uid, agent(&admin, "a").await?.uid);
    Ok(())
}

#[tokio::test]
async fn each_rule_that_is_broken_is_named_by_its_place() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (member, value, pointer) in [
        ("name", json!(""), "/name"),
        ("description", json!("x".repeat(241)), "/description"),
        ("prompt", json!("x".repeat(65_537)), "/prompt"),
        ("environment_id", json!("nonsense"), "/environment_id"),
        ("environment_id", json!("01890000-0000-7000-8000-000000000001"), "/environment_id"),
        ("secrets", json!([{ "name": "A" }, { "name": "A" }]), "/secrets"),
        ("harness", json!({ "type": "emacs" }), "/harness/type"),
        ("base_harness", json!("emacs"), "/base_harness"),
        ("agent_type", json!("CLERK"), "/agent_type"),
        ("secret", json!([]), "/secret"),
    ] {
        let mut body = json!({ "name": "a" });
        body[member] = value;
        let answer = admin.post(paths::AGENTS, &body).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer), (ProblemCode::Invalid, pointer.to_owned()), "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn an_auth_secret_that_the_harness_cannot_sign_in_with_is_refused_and_one_that_may_come_is_not() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    admin.team_secret("RAW").await?;
    let mut draft = admin.draft("claude-platform").await?;
    draft.secret_type = SecretType::AnthropicApiKey;
    draft.json = json!({ "api_key": "not-a-real-value" }).to_string();
    admin.create(&draft.seal()?).await?;
    mia.own_secret("MIAS").await?;
    let choose =
        |member: &'static str, name: &'static str| json!({ "name": "a", "harness_auth_secrets": { member: name } });

    for (member, name) in [("claude_auth_secret_name", "RAW"), ("codex_auth_secret_name", "claude-platform")] {
        let answer = admin.post(paths::AGENTS, &choose(member, name)).await?;
        let field = answer.field()?;
        assert_eq!(
            (field.pointer, field.code.as_str()),
            (format!("/harness_auth_secrets/{member}"), "wrong_type_for_harness")
        );
    }
    for name in ["claude-platform", "later", "MIAS", ""] {
        agent_with(&admin, choose("claude_auth_secret_name", name)).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_creates_nothing_more() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let create = async || {
        let request = admin.request(Method::POST, paths::AGENTS).header("idempotency-key", "key-1");
        request.json(&json!({ "name": "once" })).await
    };

    let (first, again) = (create().await?, create().await?);

    assert_eq!((first.body, again.header("idempotent-replayed")), (again.body.clone(), Some("true")));
    Ok(())
}

#[tokio::test]
async fn what_it_signs_in_with_is_looked_for_among_the_teams_secrets_only() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let json = r#"{"api_key":"not-a-real-key"}"#;
    let mut own = admin.draft("claude").await?.personal()?;
    (own.secret_type, own.json) = (SecretType::AnthropicApiKey, json.to_owned());
    assert_eq!(admin.create(&own.seal()?).await?.status, 201);
    admin.team_secret("claude").await?;
    let auth = json!({ "claude_auth_secret_name": "claude" });

    let of_agent = admin.post(paths::AGENTS, &json!({ "name": "a", "harness_auth_secrets": auth })).await?;
    let config = json!({ "agent_config": { "harness_auth_secrets": auth } });
    let of_schedule = admin.post(paths::SCHEDULES, &crate::routes::schedules::daily(&config)).await?;

    assert_eq!(of_agent.field()?.code, "wrong_type_for_harness");
    assert_eq!(of_schedule.field()?.code, "wrong_type_for_harness");
    Ok(())
}
