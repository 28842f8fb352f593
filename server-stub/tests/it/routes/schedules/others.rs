//! Somebody else's own schedule: to everybody else, it isn't there.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, PublicScopeKind, SchedulePage, paths};
use serde_json::json;

use super::schedule;
use crate::{
    harness::{Stack, TeamKey},
    routes::{agents::agent, environments::environment},
};

#[tokio::test]
async fn a_schedule_of_ones_own_is_found_by_nobody_else_not_even_an_administrator() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (team_key, _) = stack.key("mia@example.com", TeamKey::Yes, None).await?;
    let own = schedule(&mia, &json!({ "team": false })).await?;
    let body = json!({ "name": "b", "cron_schedule": "0 9 * * *", "enabled": true });

    for client in [&admin, &team_key] {
        for answer in [
            client.get(&paths::schedule(own.id)).await?,
            client.request(Method::PUT, &paths::schedule(own.id)).json(&body).await?,
            client.request(Method::DELETE, &paths::schedule(own.id)).send().await?,
            client.request(Method::POST, &paths::schedule_pause(own.id)).send().await?,
            client.request(Method::POST, &paths::schedule_resume(own.id)).send().await?,
        ] {
            assert_eq!(answer.code()?, ProblemCode::NotFound);
        }
        assert_eq!(client.get(paths::SCHEDULES).await?.read::<SchedulePage>(200)?.total, 0);
    }
    assert_eq!(own.scope.kind, PublicScopeKind::User);
    assert_eq!(mia.get(paths::SCHEDULES).await?.read::<SchedulePage>(200)?.total, 1);
    Ok(())
}

#[tokio::test]
async fn nobody_elses_own_schedule_is_named_as_needing_something() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let environment = environment(&admin, "ops").await?.uid;
    schedule(&mia, &json!({ "team": false, "agent_config": { "environment_id": environment } })).await?;
    let path = paths::environment(environment);

    assert_eq!(mia.change(Method::DELETE, &path, 1).send().await?.code()?, ProblemCode::InUse);
    assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.status, 204);
    Ok(())
}

#[tokio::test]
async fn what_is_no_id_is_not_found_either() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for other in ["nonsense", "01890000-0000-7000-8000-000000000001"] {
        assert_eq!(admin.get(&format!("{}/{other}", paths::SCHEDULES)).await?.code()?, ProblemCode::NotFound);
    }
    Ok(())
}

#[tokio::test]
async fn an_agents_key_looks_and_changes_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let key = stack.agent_key(agent(&admin, "a").await?.uid).await?;
    let path = paths::schedule(schedule(&admin, &json!({})).await?.id);
    let body = json!({ "name": "b", "cron_schedule": "0 9 * * *", "enabled": true });

    for answer in [
        key.post(paths::SCHEDULES, &super::daily(&json!({}))).await?,
        key.request(Method::PUT, &path).json(&body).await?,
        key.request(Method::DELETE, &path).send().await?,
        key.request(Method::POST, &format!("{path}/pause")).send().await?,
        key.request(Method::POST, &format!("{path}/resume")).send().await?,
    ] {
        assert_eq!(answer.code()?, ProblemCode::Forbidden);
    }
    assert_eq!(key.get(&path).await?.status, 200);
    Ok(())
}
