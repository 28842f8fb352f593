//! `POST /api/v1/agent/schedules`, and what `GET` then shows.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{ProblemCode, PublicScopeKind, Schedule, paths},
};
use serde_json::{Value, json};

use super::{daily, schedule};
use crate::{
    harness::{Stack, TeamKey},
    routes::{agents::agent, environments::environment},
};

#[tokio::test]
async fn a_schedule_reads_back_as_it_was_made() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (environment, agent) = (environment(&admin, "ops").await?.uid, agent(&admin, "a").await?.uid);
    let body = daily(&json!({
        "agent_uid": agent, "metadata": { "ticket": "1" }, "mode": "plan",
        "agent_config": {
            "environment_id": environment, "harness": { "type": "claude" }, "secrets": [{ "name": "A", "required": true }],
            "harness_auth_secrets": { "claude_auth_secret_name": "later" }
        }
    }));

    let created = admin.post(paths::SCHEDULES, &body).await?;
    let made: Schedule = created.read(201)?;
    let shown = admin.get(&paths::schedule(made.id)).await?;

    assert_eq!((created.header("etag"), shown.header("etag")), (Some("\"1\""), Some("\"1\"")));
    assert_eq!(shown.read::<Schedule>(200)?, made);
    let wire: Value = shown.read(200)?;
    for (member, value) in body.as_object().into_iter().flatten() {
        assert_eq!(&wire[member], value, "{member}");
    }
    assert_eq!((made.enabled, made.scope.kind, made.version), (true, PublicScopeKind::Team, 1));
    assert_eq!((made.history.last_ran, made.last_spawn_error), (None, None));
    Ok(())
}

#[tokio::test]
async fn a_schedule_that_is_not_enabled_waits_for_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let made = schedule(&admin, &json!({ "enabled": false })).await?;

    assert_eq!((made.enabled, made.history.next_run, made.next_runs.len()), (false, None, 5));
    Ok(())
}

#[tokio::test]
async fn each_rule_that_is_broken_is_named_by_its_place() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_secret("RAW").await?;
    let nobody = "01890000-0000-7000-8000-000000000001";
    let agent = agent(&admin, "a").await?.uid;

    for (more, pointer) in [
        (json!({ "name": "" }), "/name"),
        (json!({ "prompt": " " }), "/prompt"),
        (json!({ "agent_uid": nobody }), "/agent_uid"),
        (json!({ "agent_uid": agent, "team": false }), "/agent_uid"),
        (json!({ "agent_config": { "environment_id": nobody } }), "/agent_config/environment_id"),
        (json!({ "agent_config": { "environment_id": "ops" } }), "/agent_config/environment_id"),
        (json!({ "agent_config": { "harness": { "type": "emacs" } } }), "/agent_config/harness/type"),
        (json!({ "agent_config": { "secrets": [{ "name": "A" }, { "name": "A" }] } }), "/agent_config/secrets"),
        (json!({ "agent_config": { "secret": [] } }), "/agent_config/secret"),
        (
            json!({ "agent_config": { "harness_auth_secrets": { "claude_auth_secret_name": "RAW" } } }),
            "/agent_config/harness_auth_secrets/claude_auth_secret_name",
        ),
        (json!({ "metadata": { "a b": "" } }), "/metadata"),
        (json!({ "mode": "fast" }), "/mode"),
        (json!({ "every": "day" }), "/every"),
    ] {
        let answer = admin.post(paths::SCHEDULES, &daily(&more)).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer), (ProblemCode::Invalid, pointer.to_owned()), "{more}");
    }
    Ok(())
}

#[tokio::test]
async fn an_auth_secret_of_the_right_type_is_taken() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut draft = admin.draft("codex-platform").await?;
    draft.secret_type = SecretType::OpenaiApiKey;
    draft.json = json!({ "api_key": "not-a-real-value" }).to_string();
    admin.create(&draft.seal()?).await?;

    let chosen = json!({ "agent_config": { "harness_auth_secrets": { "codex_auth_secret_name": "codex-platform" } } });

    schedule(&admin, &chosen).await?;
    Ok(())
}

#[tokio::test]
async fn a_skill_is_something_to_do() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let body = json!({ "name": "a", "cron_schedule": "0 9 * * *", "agent_config": { "skill_spec": "o/r:s" } });

    let made: Schedule = admin.post(paths::SCHEDULES, &body).await?.read(201)?;

    assert!(made.prompt.is_blank());
    Ok(())
}

#[tokio::test]
async fn a_key_without_a_person_has_no_schedules_of_its_own() -> Result<()> {
    let stack = Stack::start().await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    let own = team_key.post(paths::SCHEDULES, &daily(&json!({ "team": false }))).await?;

    assert_eq!((own.code()?, own.field()?.pointer.as_str()), (ProblemCode::Invalid, "/team"));
    schedule(&team_key, &json!({})).await?;
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_creates_nothing_more() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let create = async || {
        let request = admin.request(Method::POST, paths::SCHEDULES).header("idempotency-key", "key-1");
        request.json(&daily(&json!({}))).await
    };

    let (first, again) = (create().await?, create().await?);

    assert_eq!((first.body, again.header("idempotent-replayed")), (again.body.clone(), Some("true")));
    Ok(())
}
