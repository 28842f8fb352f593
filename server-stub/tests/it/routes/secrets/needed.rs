//! `DELETE` and `PATCH /api/v1/secrets/{id}` of what something needs.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{DependentKind, Problem, ProblemCode, SecretSummary, paths},
};
use serde_json::json;

use crate::{
    harness::{Client, Stack},
    routes::{agents::agent_with, environments::environment_with, schedules::schedule},
};

/// What is named when a secret is to be deleted.
async fn told(client: &Client, secret: &SecretSummary) -> Result<Problem> {
    client.change(Method::DELETE, &paths::secret(secret.id), secret.version).send().await?.problem()
}

fn names(problem: &Problem) -> Vec<(DependentKind, &str)> {
    problem.dependents.iter().map(|dependent| (dependent.kind, dependent.name.as_str())).collect()
}

#[tokio::test]
async fn a_secret_that_something_names_is_deleted_only_when_confirmed() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    let list = json!([{ "name": "SHARED", "scope": "team" }]);
    environment_with(&admin, json!({ "name": "ops", "secrets": list })).await?;
    agent_with(&admin, json!({ "name": "Reviewer", "secrets": list })).await?;
    schedule(&admin, &json!({ "agent_config": { "secrets": list } })).await?;
    admin.start_run(&json!({ "prompt": "x", "title": "Release", "config": { "secrets": list } })).await?;
    let path = paths::secret(secret.id);

    let refused = told(&admin, &secret).await?;
    let unsure = admin.change(Method::DELETE, &format!("{path}?confirm=false"), 1).send().await?;
    let stale = admin.change(Method::DELETE, &format!("{path}?confirm=true"), 2).send().await?;
    let there = admin.get(&path).await?.status;
    let confirmed = admin.change(Method::DELETE, &format!("{path}?confirm=true"), 1).send().await?;

    let expected = [
        (DependentKind::Agent, "Reviewer"),
        (DependentKind::Environment, "ops"),
        (DependentKind::Run, "Release"),
        (DependentKind::Schedule, "nightly"),
    ];
    assert_eq!((refused.code, names(&refused)), (ProblemCode::InUse, expected.to_vec()));
    assert!(refused.detail.contains("`Reviewer`") && refused.detail.contains("confirm=true"), "{}", refused.detail);
    assert_eq!((unsure.code()?, stale.code()?, there.as_u16()), (ProblemCode::InUse, ProblemCode::Stale, 200));
    assert_eq!(confirmed.status, 204);
    Ok(())
}

#[tokio::test]
async fn it_is_disabled_only_when_confirmed_and_enabled_without_a_question() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    environment_with(&admin, json!({ "name": "ops", "secrets": [{ "name": "SHARED" }] })).await?;
    let (path, off) = (paths::secret(secret.id), json!({ "enabled": false }));
    let confirmed = format!("{path}?confirm=true");
    let change = |to: &str, version| admin.change(Method::PATCH, to, version);

    let refused = change(&path, 1).json(&off).await?;
    let described = change(&path, 1).json(&json!({ "description": "new" })).await?;
    let disabled: SecretSummary = change(&confirmed, 2).json(&off).await?.read(200)?;
    let again = change(&path, 3).json(&off).await?;
    let enabled = change(&path, 3).json(&json!({ "enabled": true })).await?;

    assert_eq!(names(&refused.problem()?), [(DependentKind::Environment, "ops")]);
    assert_eq!((refused.code()?, described.status.as_u16()), (ProblemCode::InUse, 200));
    assert_eq!((disabled.enabled, again.status.as_u16(), enabled.status.as_u16()), (false, 200, 200));
    Ok(())
}

#[tokio::test]
async fn what_a_harness_signs_in_with_is_needed_too() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let json = r#"{"api_key":"not-a-real-key"}"#;
    let secret = admin.typed_secret("claude platform", SecretType::AnthropicApiKey, json).await?;
    let auth = json!({ "harness_auth_secrets": { "claude_auth_secret_name": "claude platform" } });
    agent_with(&admin, json!({ "name": "a", "harness_auth_secrets": auth["harness_auth_secrets"] })).await?;
    schedule(&admin, &json!({ "agent_config": auth })).await?;
    admin.start_run(&json!({ "prompt": "x", "config": auth })).await?;

    let kinds: Vec<_> = told(&admin, &secret).await?.dependents.iter().map(|dependent| dependent.kind).collect();

    assert_eq!(kinds, [DependentKind::Agent, DependentKind::Run, DependentKind::Schedule]);
    Ok(())
}

#[tokio::test]
async fn what_means_another_secret_does_not_need_this_one() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (team, own) = (admin.team_secret("A_B").await?, admin.own_secret("A_B").await?);
    let personal = json!([{ "name": "A_B", "scope": "personal" }, { "name": "AxB" }, { "name": "A", "as": "A_B" }]);
    environment_with(&admin, json!({ "name": "ops", "secrets": personal })).await?;
    // Nobody stands behind a schedule, so it can have no personal secret.
    schedule(&admin, &json!({ "agent_config": { "secrets": [{ "name": "A_B", "scope": "personal" }] } })).await?;
    let (mia, list) = (stack.signed_in("mia@example.com").await?, json!([{ "name": "A_B", "scope": "personal" }]));
    mia.start_run(&json!({ "prompt": "x", "config": { "secrets": list } })).await?;

    let deleted = admin.change(Method::DELETE, &paths::secret(team.id), 1).send().await?;

    assert_eq!(deleted.status, 204);
    assert_eq!(names(&told(&admin, &own).await?), [(DependentKind::Environment, "ops")]);
    Ok(())
}

#[tokio::test]
async fn nobody_learns_what_somebody_elses_run_signs_in_with() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let auth = json!({ "harness": { "type": "claude" },
        "harness_auth_secrets": { "claude_auth_secret_name": "mia-claude" } });
    mia.start_run(&json!({ "prompt": "x", "title": "Release", "config": auth })).await?;
    let json = r#"{"api_key":"not-a-real-key"}"#;
    let guess = admin.typed_secret("mia-claude", SecretType::AnthropicApiKey, json).await?;

    let seen_by_mia = told(&mia, &guess).await?;
    let by_admin = admin.change(Method::DELETE, &paths::secret(guess.id), 1).send().await?;

    assert_eq!(names(&seen_by_mia), [(DependentKind::Run, "Release")]);
    assert_eq!(by_admin.status, 204);
    Ok(())
}

#[tokio::test]
async fn of_many_that_need_it_a_hundred_are_listed_and_all_are_counted() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    for at in 0..103 {
        let list = json!([{ "name": "SHARED" }]);
        environment_with(&admin, json!({ "name": format!("place {at:03}"), "secrets": list })).await?;
    }

    let problem = told(&admin, &secret).await?;

    assert_eq!(problem.dependents.len(), 100);
    assert!(problem.detail.contains("`place 002` and 100 more"), "{}", problem.detail);
    Ok(())
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_see_by_deleting() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let secret = admin.team_secret("SHARED").await?;
    let config = json!({ "secrets": [{ "name": "SHARED" }] });
    schedule(&mia, &json!({ "team": false, "agent_config": config })).await?;
    mia.start_run(&json!({ "prompt": "x", "title": "hidden", "team": false, "config": config })).await?;

    let seen_by_mia = told(&mia, &secret).await?;
    let by_admin = admin.change(Method::DELETE, &paths::secret(secret.id), 1).send().await?;

    assert_eq!(names(&seen_by_mia), [(DependentKind::Run, "hidden"), (DependentKind::Schedule, "nightly")]);
    assert_eq!(by_admin.status, 204);
    Ok(())
}
