//! `GET /api/v1/secrets/{id}/usage`.

use anyhow::{Context, Result};
use oz_domain::{
    SecretId, Trigger,
    api::{ProblemCode, SecretUsage, paths},
    resolve::{Reason, Use},
};
use serde_json::json;

use crate::harness::{Client, Runner, Stack};

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
    admin.change(axum::http::Method::PATCH, &paths::secret(secret.id), 1).json(&off).await?;

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
async fn nobody_learns_of_somebody_elses_secret() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let own = mia.own_secret("OWN").await?;

    assert_eq!(admin.get(&paths::secret_usage(own.id)).await?.code()?, ProblemCode::NotFound);
    Ok(())
}
