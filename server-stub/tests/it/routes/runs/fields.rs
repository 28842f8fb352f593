//! What a run may not ask for: each refusal names its field, and leaves no run.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{ProblemCode, RunPage, RunState, paths},
};
use serde_json::{Value, json};

use crate::harness::{Client, Runner, Stack, TeamKey};

const NOBODY: &str = "01890000-0000-7000-8000-000000000001";

/// The one field that a refused request is refused for.
async fn refused(client: &Client, request: Value) -> Result<(String, String)> {
    let answer = client.ask_for_run(&request).await?;
    anyhow::ensure!(answer.status == 422, "{}: {}", answer.status, answer.text());
    let field = answer.field()?;
    assert!(client.get(paths::RUNS).await?.read::<RunPage>(200)?.runs.is_empty());
    Ok((field.pointer, field.code))
}

#[tokio::test]
async fn what_is_not_there_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (request, pointer, code) in [
        (
            json!({ "prompt": "x", "config": { "environment_id": NOBODY } }),
            "/config/environment_id",
            "unknown_environment",
        ),
        (
            json!({ "prompt": "x", "config": { "environment_id": "nonsense" } }),
            "/config/environment_id",
            "unknown_environment",
        ),
        (json!({ "prompt": "x", "agent_identity_uid": NOBODY }), "/agent_identity_uid", "unknown_agent"),
        (json!({ "prompt": "x", "agent_identity_uid": "nonsense" }), "/agent_identity_uid", "invalid"),
        (json!({ "prompt": "x", "config": { "harness": { "type": "emacs" } } }), "/config/harness/type", "not_allowed"),
        (json!({ "prompt": "x", "mode": "wild" }), "/mode", "not_allowed"),
    ] {
        assert_eq!(refused(&admin, request).await?, (pointer.to_owned(), code.to_owned()));
    }
    Ok(())
}

#[tokio::test]
async fn what_breaks_a_rule_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let attachment = json!({ "data": "", "file_name": "a", "mime_type": "image/png" });

    for (request, pointer) in [
        (json!({}), "/prompt"),
        (json!({ "prompt": " \n" }), "/prompt"),
        (json!({ "prompt": "a\u{0}b" }), "/prompt"),
        (json!({ "prompt": "x", "title": "t".repeat(501) }), "/title"),
        (json!({ "prompt": "x", "metadata": { "a b": "" } }), "/metadata"),
        (json!({ "prompt": "x", "metadata": { "a": "b".repeat(257) } }), "/metadata"),
        (json!({ "prompt": "x", "attachments": vec![attachment; 6] }), "/attachments"),
        (json!({ "prompt": "x", "secret": [] }), "/secret"),
        (json!({ "prompt": "x", "config": { "secret": [] } }), "/config/secret"),
        (
            json!({ "prompt": "x", "config": { "harness_auth_secrets": { "claude_secret_name": "a" } } }),
            "/config/harness_auth_secrets/claude_secret_name",
        ),
        (
            json!({ "prompt": "x", "config": { "harness_auth_secrets": { "claude_auth_secret_name": "a\nb" } } }),
            "/config/harness_auth_secrets/claude_auth_secret_name",
        ),
        (json!({ "prompt": "x", "config": { "secrets": [{ "name": "A" }, { "name": "A" }] } }), "/config/secrets"),
        (json!({ "prompt": "x", "config": { "secrets": [{ "name": "A", "as": "PATH" }] } }), "/config/secrets"),
    ] {
        assert_eq!(refused(&admin, request.clone()).await?.0, pointer, "{request}");
    }
    Ok(())
}

#[tokio::test]
async fn an_auth_secret_of_the_wrong_type_is_refused_at_creation() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    admin.typed_secret("shared", SecretType::OpenaiApiKey, r#"{"api_key":"not-a-real-value"}"#).await?;
    admin.own_secret("OWN_RAW").await?;
    let with = |name: &str| {
        json!({ "prompt": "x", "config": { "harness": { "type": "claude" },
        "harness_auth_secrets": { "claude_auth_secret_name": name } } })
    };
    let pointer = "/config/harness_auth_secrets/claude_auth_secret_name".to_owned();

    for name in ["shared", "OWN_RAW"] {
        assert_eq!(refused(&admin, with(name)).await?, (pointer.clone(), "wrong_type_for_harness".to_owned()));
    }
    // What may still come, and what a run without a user can't reach, is not of a wrong type.
    assert_eq!(admin.ask_for_run(&with("not-yet")).await?.status, 200);
    assert_eq!(team_key.ask_for_run(&with("OWN_RAW")).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_harness_that_is_switched_off_is_refused_in_a_sentence() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let off = json!({ "disabled_harnesses": ["oz", "codex"] });
    assert_eq!(admin.change(Method::PATCH, paths::SETTINGS, 1).json(&off).await?.status, 200);

    for request in [json!({ "prompt": "x" }), json!({ "prompt": "x", "config": { "harness": { "type": "codex" } } })] {
        let answer = admin.ask_for_run(&request).await?;
        let field = answer.field()?;
        assert_eq!((answer.code()?, field.pointer.as_str()), (ProblemCode::Invalid, "/config/harness/type"));
        assert!(field.message.contains("administrator"), "{}", field.message);
    }
    let on = json!({ "prompt": "x", "config": { "harness": { "type": "claude" } } });
    assert_eq!(admin.ask_for_run(&on).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_run_whose_harness_is_switched_off_later_fails_at_its_claim_and_gets_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.typed_secret("codex", SecretType::OpenaiApiKey, r#"{"api_key":"not-a-real-key"}"#).await?;
    let config =
        json!({ "harness": { "type": "codex" }, "harness_auth_secrets": { "codex_auth_secret_name": "codex" } });
    let run = admin.start_run(&json!({ "prompt": "x", "config": config })).await?;
    let off = json!({ "disabled_harnesses": ["codex"] });
    assert_eq!(admin.change(Method::PATCH, paths::SETTINGS, 1).json(&off).await?.status, 200);

    let preview = admin.post(paths::RESOLVE, &json!({ "config": config })).await?;
    let claim = Runner::new(&admin)?.claim(run).await?;

    assert_eq!((preview.code()?, preview.field()?.code.as_str()), (ProblemCode::Invalid, "harness_disabled"));
    let problem = claim.problem()?;
    assert_eq!((problem.code, problem.status), (ProblemCode::EnvironmentSetupFailed, 422));
    assert!(problem.detail.contains("switched off Codex"), "{}", problem.detail);
    let item = admin.run(run).await?;
    assert_eq!((item.state, item.secrets.map(|secrets| secrets.delivered)), (RunState::Failed, Some(0)));
    assert!(item.status_message.is_some_and(|status| status.message.contains("switched off Codex")));
    Ok(())
}

#[tokio::test]
async fn nobody_acts_for_somebody_else() -> Result<()> {
    let stack = Stack::start().await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    let on_behalf = team_key.ask_for_run(&json!({ "prompt": "x", "on_behalf_of": "admin@localhost" })).await?;
    let own = team_key.ask_for_run(&json!({ "prompt": "x", "team": false })).await?;

    assert_eq!(on_behalf.code()?, ProblemCode::Forbidden);
    assert_eq!((own.status.as_u16(), own.field()?.pointer.as_str()), (422, "/team"));
    Ok(())
}

#[tokio::test]
async fn of_two_secrets_of_one_name_the_one_that_the_run_would_get_has_to_fit() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let own = admin.own_secret("claude").await?;
    admin.typed_secret("claude", SecretType::AnthropicApiKey, r#"{"api_key":"not-a-real-key"}"#).await?;
    let request = json!({ "prompt": "x", "config": { "harness": { "type": "claude" },
        "harness_auth_secrets": { "claude_auth_secret_name": "claude" } } });

    let raw_comes_first = admin.ask_for_run(&request).await?;
    let off = admin.change(Method::PATCH, &paths::secret(own.id), 1).json(&json!({ "enabled": false })).await?;
    let run = admin.start_run(&request).await?;

    assert_eq!((raw_comes_first.field()?.code.as_str(), off.status.as_u16()), ("wrong_type_for_harness", 200));
    assert_eq!(Runner::new(&admin)?.take(run).await?.contents().variables.len(), 1);
    Ok(())
}
