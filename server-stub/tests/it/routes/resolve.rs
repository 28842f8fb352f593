//! `POST /api/v1/resolve`: the preview of a run equals what the run then gets, and only its starter may ask.

use anyhow::{Context, Result};
use oz_domain::{
    AgentId, EnvironmentId, SecretType,
    api::{RunState, paths},
    resolve::{Resolution, Row},
};
use serde_json::{Value, json};

use crate::harness::{Client, Runner, Stack, TeamKey};

async fn preview(client: &Client, request: &Value) -> Result<Resolution<'static>> {
    client.post(paths::RESOLVE, request).await?.read(200)
}

/// The record of a run that is started with this and claimed by whoever started it.
async fn record(client: &Client, request: &Value) -> Result<(RunState, Vec<Row<'static>>)> {
    let mut request = request.clone();
    request["prompt"] = json!("x");
    let run = client.start_run(&request).await?;
    Runner::new(client)?.claim(run).await?;
    let item = client.run(run).await?;
    Ok((item.state, item.secrets.context("it was decided")?.rows))
}

async fn environment(client: &Client, name: &str, secrets: Value) -> Result<EnvironmentId> {
    let mut request = json!({ "name": name });
    request["secrets"] = secrets;
    let made: Value = client.post(paths::ENVIRONMENTS, &request).await?.read(201)?;
    Ok(made["uid"].as_str().context("an id")?.parse()?)
}

async fn agent(client: &Client, request: &Value) -> Result<AgentId> {
    let answer = client.post(paths::AGENTS, request).await?;
    anyhow::ensure!(answer.status.is_success(), "{}", answer.text());
    let made: Value = serde_json::from_slice(&answer.body)?;
    Ok(made["uid"].as_str().context("an id")?.parse()?)
}

/// Secrets of every kind, enabled and not, in both scopes.
async fn furnish(admin: &Client) -> Result<()> {
    for name in ["BOTH", "TEAM_ONLY", "ANTHROPIC_API_KEY"] {
        admin.team_value(name, "not-a-real-value").await?;
    }
    for name in ["BOTH", "OWN_ONLY"] {
        admin.own_value(name, "not-a-real-value").await?;
    }
    let off = admin.team_secret("OFF").await?;
    let path = paths::secret(off.id);
    admin.change(axum::http::Method::PATCH, &path, 1).json(&json!({ "enabled": false })).await?;
    admin.typed_secret("claude", SecretType::AnthropicApiKey, r#"{"api_key":"not-a-real-key"}"#).await?;
    let codex = r#"{"api_key":"not-a-real-key","base_url":"https://models.example.com"}"#;
    admin.typed_secret("codex", SecretType::OpenaiApiKey, codex).await?;
    let bedrock = concat!(
        r#"{"aws_access_key_id":"not-a-real-id","aws_secret_access_key":"not-a-real-key","#,
        r#""aws_session_token":"not-a-real-token","aws_region":"eu-west-1"}"#
    );
    admin.typed_secret("bedrock", SecretType::AnthropicBedrockAccessKey, bedrock).await?;
    Ok(())
}

/// Runs of every kind.
fn kinds(environments: &[EnvironmentId], agent: AgentId) -> Vec<Value> {
    let lists = [
        json!(null),
        json!([]),
        json!([{ "name": "BOTH" }, { "name": "GONE" }, { "name": "OFF" }]),
        json!([{ "name": "BOTH", "scope": "team" }, { "name": "TEAM_ONLY", "as": "RENAMED" }, { "name": "bedrock" }]),
        json!([{ "name": "codex", "as": "MY_KEY" }, { "name": "OWN_ONLY", "required": true }]),
        json!([{ "name": "GONE", "required": true }]),
    ];
    let harnesses = [
        json!({ "harness": { "type": "oz" } }),
        json!({ "harness": { "type": "claude" }, "harness_auth_secrets": { "claude_auth_secret_name": "claude" } }),
        json!({ "harness": { "type": "codex" }, "harness_auth_secrets": { "codex_auth_secret_name": "codex" } }),
    ];
    let mut kinds = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        for (turn, harness) in harnesses.iter().enumerate() {
            for environment in environments.iter().map(Some).chain([None]) {
                let mut config = harness.clone();
                config["secrets"] = list.clone();
                config["environment_id"] = json!(environment);
                let mut kind = json!({ "config": config });
                if (at + turn) % 2 == 0 {
                    kind["agent_identity_uid"] = json!(agent);
                }
                kinds.push(kind);
            }
        }
    }
    kinds
}

#[tokio::test]
async fn the_preview_of_a_run_is_its_record() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    furnish(&admin).await?;
    let environments = [
        environment(&admin, "everything", json!(null)).await?,
        environment(&admin, "nothing", json!([])).await?,
        environment(&admin, "some", json!([{ "name": "OWN_ONLY" }, { "name": "TEAM_ONLY" }, { "name": "GONE" }]))
            .await?,
    ];
    let agent = agent(&admin, &json!({ "name": "builder", "secrets": [{ "name": "BOTH" }] })).await?;
    let mut decided = 0;

    for client in [&admin, &team_key] {
        for kind in kinds(&environments, agent) {
            let preview = preview(client, &kind).await?;
            let (state, rows) = record(client, &kind).await?;

            assert_eq!(preview.rows, rows, "{kind}");
            assert_eq!(preview.is_failed(), state == RunState::Failed, "{kind}");
            decided += rows.len();
        }
    }
    assert!(decided > 500, "only {decided} rows");
    Ok(())
}

#[tokio::test]
async fn an_agents_defaults_count_in_the_preview() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    furnish(&admin).await?;
    let place = environment(&admin, "some", json!([{ "name": "TEAM_ONLY" }])).await?;
    let agent = agent(
        &admin,
        &json!({ "name": "builder", "environment_id": place, "harness": { "type": "claude" },
            "harness_auth_secrets": { "claude_auth_secret_name": "claude" } }),
    )
    .await?;
    let kind = json!({ "agent_identity_uid": agent });

    let preview = preview(&admin, &kind).await?;

    let injected: Vec<_> = preview.injected().map(|row| &*row.name).collect();
    assert_eq!(injected, ["claude", "TEAM_ONLY"]);
    assert_eq!(record(&admin, &kind).await?.1, preview.rows);
    Ok(())
}

#[tokio::test]
async fn nobody_previews_somebody_elses_run() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (team_key, _) = stack.key("mia@example.com", TeamKey::Yes, None).await?;
    mia.own_value("MIAS", "not-a-real-value").await?;
    let mias = mia.session().await?.user.context("a person")?.id;
    let as_mia = json!({ "trigger": { "kind": "user", "user": mias } });

    for other in [&admin, &team_key] {
        let answer = other.post(paths::RESOLVE, &as_mia).await?;
        assert_eq!((answer.status.as_u16(), answer.field()?.pointer.as_str()), (422, "/trigger"));
        assert!(!answer.text().contains("MIAS"));
    }
    assert!(preview(&mia, &as_mia).await?.rows.iter().any(|row| row.name == "MIAS"));
    let by_schedule = preview(&mia, &json!({ "trigger": { "kind": "schedule" } })).await?;
    assert!(by_schedule.injected().all(|row| row.name != "MIAS"));
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let nobody = "01890000-0000-7000-8000-000000000001";

    for (request, pointer) in [
        (json!({ "config": { "environment_id": nobody } }), "/config/environment_id"),
        (json!({ "agent_identity_uid": nobody }), "/agent_identity_uid"),
        (json!({ "config": { "harness": { "type": "emacs" } } }), "/config/harness/type"),
        (json!({ "trigger": { "kind": "wind" } }), "/trigger/kind"),
        (json!({ "secrets": [] }), "/secrets"),
    ] {
        let answer = admin.post(paths::RESOLVE, &request).await?;
        assert_eq!((answer.status.as_u16(), answer.field()?.pointer.as_str()), (422, pointer), "{request}");
    }
    Ok(())
}
