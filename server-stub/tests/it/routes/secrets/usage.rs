//! `GET /api/v1/secrets/{id}/usage`.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    Harness, SecretId, SecretType, Trigger,
    api::{ProblemCode, SecretUsage, paths},
    resolve::{Reason, Use, Via},
};
use serde_json::json;

use crate::{
    harness::{Client, Runner, Stack},
    routes::{agents::agent_with, environments::environment_with, schedules::schedule},
};

async fn usage(client: &Client, id: SecretId) -> Result<SecretUsage> {
    client.get(&paths::secret_usage(id)).await?.read(200)
}

fn reasons(uses: &[Use]) -> Vec<(bool, Reason)> {
    uses.iter().map(|used| (used.run.trigger.user().is_some(), used.row.reason)).collect()
}

#[tokio::test]
async fn a_secret_says_which_kinds_of_runs_get_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    for (name, secrets) in [("asks", json!([{ "name": "SHARED" }])), ("refuses", json!([]))] {
        let made = admin.post(paths::ENVIRONMENTS, &json!({ "name": name, "secrets": secrets })).await?;
        assert_eq!(made.status, 201);
    }
    let agent = json!({ "name": "builder", "secrets": [{ "name": "SHARED", "as": "TOKEN" }] });
    assert!(admin.post(paths::AGENTS, &agent).await?.status.is_success());

    let usage = usage(&admin, secret.id).await?;

    assert_eq!((usage.looked_at, usage.uses.len()), (8, 6));
    assert!(usage.uses.iter().all(|used| used.row.is_injected()));
    let names: Vec<_> = usage.environments.iter().map(|of| of.name.as_str()).collect();
    assert_eq!((names, usage.agents[0].name.as_str()), (vec!["asks"], "builder"));
    let by_agent = usage.uses.iter().find(|used| used.run.agent.is_some()).context("the agent's runs get it")?;
    assert_eq!(by_agent.row.variables, ["TOKEN"]);
    Ok(())
}

#[tokio::test]
async fn a_personal_secret_goes_to_its_persons_runs_only() -> Result<()> {
    let stack = Stack::start().await?;
    let mia = stack.signed_in("mia@example.com").await?;
    let own = mia.own_secret("OWN").await?;

    let usage = usage(&mia, own.id).await?;

    let users: Vec<_> = usage.uses.iter().map(|used| used.run.trigger).collect();
    assert!(matches!(users[..], [Trigger::User(_)]), "{users:?}");
    Ok(())
}

#[tokio::test]
async fn what_asks_for_it_and_does_not_get_it_is_told_with_the_reason() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    admin.post(paths::ENVIRONMENTS, &json!({ "name": "asks", "secrets": [{ "name": "SHARED" }] })).await?;
    let off = json!({ "enabled": false });
    let path = format!("{}?confirm=true", paths::secret(secret.id));
    admin.change(axum::http::Method::PATCH, &path, 1).json(&off).await?;

    let usage = usage(&admin, secret.id).await?;

    let asked: Vec<_> = usage.uses.into_iter().filter(|used| used.run.environment.is_some()).collect();
    assert_eq!(reasons(&asked), [(true, Reason::Disabled), (false, Reason::Disabled)]);
    Ok(())
}

#[tokio::test]
async fn the_latest_runs_that_got_it_are_listed_as_far_as_they_may_be_seen() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let secret = admin.team_secret("SHARED").await?;
    let shared = mia.start_run(&json!({ "prompt": "x", "title": "shared" })).await?;
    let own = mia.start_run(&json!({ "prompt": "x", "title": "own", "team": false })).await?;
    let without = mia.start_run(&json!({ "prompt": "x", "config": { "secrets": [] } })).await?;
    for run in [shared, own, without] {
        Runner::new(&mia)?.take(run).await?;
    }

    let (seen_by_mia, seen_by_admin) = (usage(&mia, secret.id).await?, usage(&admin, secret.id).await?);

    let ids = |usage: SecretUsage| usage.recent_runs.into_iter().map(|run| run.run_id).collect::<Vec<_>>();
    assert_eq!(ids(seen_by_admin), [shared]);
    assert_eq!(ids(seen_by_mia).len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_schedule_that_gets_it_is_named_and_one_that_is_missing_something_is_not_looked_at() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let json = r#"{"api_key":"not-a-real-key"}"#;
    let secret = admin.typed_secret("claude", SecretType::AnthropicApiKey, json).await?;
    let auth =
        json!({ "harness": { "type": "claude" }, "harness_auth_secrets": { "claude_auth_secret_name": "claude" } });
    let made = schedule(&admin, &json!({ "name": "chooses", "agent_config": auth })).await?;
    let agent = agent_with(
        &admin,
        json!({ "name": "builder", "harness": { "type": "claude" },
        "harness_auth_secrets": { "claude_auth_secret_name": "claude" } }),
    )
    .await?;
    schedule(&admin, &json!({ "name": "by agent", "agent_uid": agent.uid })).await?;
    schedule(&admin, &json!({ "name": "refuses", "agent_config": { "secrets": [] } })).await?;
    schedule(&mia, &json!({ "name": "hidden", "team": false, "agent_config": auth })).await?;

    let before = usage(&admin, secret.id).await?;
    admin.request(Method::DELETE, &format!("{}?confirm=true", paths::agent(agent.uid))).send().await?;
    let after = usage(&admin, secret.id).await?;

    let names = |usage: &SecretUsage| usage.schedules.iter().map(|of| of.name.clone()).collect::<Vec<_>>();
    assert_eq!(
        (names(&before), names(&after)),
        (vec!["by agent".to_owned(), "chooses".to_owned()], vec!["chooses".to_owned()])
    );
    let row = before.uses.iter().find(|used| used.run.schedule == Some(made.id)).context("its runs get it")?;
    assert_eq!((row.row.reason, row.row.via), (Reason::Injected, Some(Via::HarnessAuth)));
    Ok(())
}

#[tokio::test]
async fn a_credential_is_looked_at_in_runs_that_choose_it_and_a_raw_value_is_not() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let raw = admin.team_secret("RAW").await?;
    let secret = admin.typed_secret("codex", SecretType::OpenaiApiKey, r#"{"api_key":"not-a-real-key"}"#).await?;

    let (of_raw, of_codex) = (usage(&admin, raw.id).await?, usage(&admin, secret.id).await?);

    let choosing = |usage: &SecretUsage| usage.uses.iter().filter_map(|used| used.run.signs_in).collect::<Vec<_>>();
    assert_eq!((choosing(&of_raw), choosing(&of_codex)), (vec![], vec![Harness::Codex; 2]));
    assert!(of_codex.uses.iter().all(|used| used.row.is_injected()) && of_codex.uses.len() == 2);
    Ok(())
}

#[tokio::test]
async fn a_run_that_got_fewer_than_it_asked_for_says_so_here_too() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    for list in [json!([{ "name": "SHARED" }, { "name": "GONE" }]), json!([{ "name": "SHARED" }])] {
        let run = admin.start_run(&json!({ "prompt": "x", "config": { "secrets": list } })).await?;
        Runner::new(&admin)?.take(run).await?;
        stack.clock.advance(std::time::Duration::from_secs(1));
    }

    let fewer: Vec<_> = usage(&admin, secret.id).await?.recent_runs.iter().map(|run| run.fewer).collect();

    assert_eq!(fewer, [false, true]);
    Ok(())
}

#[tokio::test]
async fn nobody_learns_of_somebody_elses_secret() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let own = mia.own_secret("OWN").await?;

    assert_eq!(admin.get(&paths::secret_usage(own.id)).await?.code()?, ProblemCode::NotFound);
    Ok(())
}

#[tokio::test]
async fn of_very_many_kinds_of_runs_the_first_are_looked_at() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    for at in 0..1001 {
        environment_with(&admin, json!({ "name": format!("place {at:04}"), "secrets": [] })).await?;
    }

    // Two kinds without an environment, and two in each.
    assert_eq!(usage(&admin, secret.id).await?.looked_at, 2000);
    Ok(())
}

#[tokio::test]
async fn one_is_told_at_a_time() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    let busy = stack.state().usage.seat().await;

    let waiting = tokio::time::timeout(Duration::from_millis(200), usage(&admin, secret.id)).await;

    assert!(waiting.is_err());
    drop(busy);
    assert_eq!(usage(&admin, secret.id).await?.looked_at, 2);
    Ok(())
}
