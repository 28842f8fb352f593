//! Keys that act as an agent.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, paths};
use serde_json::json;

use super::agent;
use crate::{harness::Stack, routes::environments::environment};

#[tokio::test]
async fn an_agents_key_has_no_person_and_sees_no_personal_secrets() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (team, own) = (admin.team_secret("TEAMS").await?, admin.own_secret("OWN").await?);
    let key = stack.agent_key(agent(&admin, "a").await?.uid).await?;

    assert_eq!(key.session().await?.user, None);
    assert_eq!(key.get(&paths::secret(team.id)).await?.status, 200);
    assert_eq!(key.get(&paths::secret(own.id)).await?.code()?, ProblemCode::NotFound);
    Ok(())
}

#[tokio::test]
async fn an_agents_key_changes_nothing_that_decides_what_runs_get() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = agent(&admin, "a").await?;
    let key = stack.agent_key(made.uid).await?;
    let secret = admin.team_secret("TEAMS").await?;
    let environment = paths::environment(environment(&admin, "ops").await?.uid);
    let own = paths::agent(made.uid);
    let named = json!({ "name": "b" });

    let answers = [
        key.create(&key.draft("NEW").await?.seal()?).await?,
        key.change(Method::PATCH, &paths::secret(secret.id), 1).json(&json!({ "enabled": false })).await?,
        key.change(Method::DELETE, &paths::secret(secret.id), 1).send().await?,
        key.post(paths::ENVIRONMENTS, &named).await?,
        key.change(Method::PUT, &environment, 1).json(&named).await?,
        key.change(Method::DELETE, &environment, 1).send().await?,
        key.post(paths::AGENTS, &named).await?,
        key.request(Method::PUT, &own).json(&named).await?,
        key.request(Method::DELETE, &own).send().await?,
        key.change(Method::PATCH, paths::SETTINGS, 1).json(&json!({})).await?,
    ];

    for answer in answers {
        assert_eq!(answer.code()?, ProblemCode::Forbidden);
    }
    assert_eq!(key.get(&own).await?.status, 200);
    Ok(())
}
