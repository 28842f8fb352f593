//! Whose runs are whose: who sees them, who claims them, and whose secrets they get.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    RunId,
    api::{ProblemCode, RunPage, paths},
    resolve::Reason,
};
use serde_json::json;

use crate::harness::{Client, Runner, Stack, TeamKey, variable};

async fn listed(client: &Client) -> Result<Vec<RunId>> {
    let page: RunPage = client.get(paths::RUNS).await?.read(200)?;
    Ok(page.runs.into_iter().map(|run| run.run_id).collect())
}

#[tokio::test]
async fn the_teams_runs_are_seen_by_all_of_it_and_ones_own_by_nobody_else() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    let shared = mia.start_run(&json!({ "prompt": "x" })).await?;
    let own = mia.start_run(&json!({ "prompt": "x", "team": false })).await?;

    assert_eq!(listed(&mia).await?.len(), 2);
    for other in [&admin, &team_key] {
        assert_eq!(listed(other).await?, [shared]);
        for (method, path) in [
            (Method::GET, paths::run(own)),
            (Method::POST, paths::run_cancel(own)),
            (Method::GET, paths::run_events(own)),
            (Method::POST, paths::run_lease(own)),
        ] {
            let answer = other.as_runner().request(method, &path).send().await?;
            assert_eq!(answer.code()?, ProblemCode::NotFound, "{path}");
        }
        assert_eq!(Runner::new(other)?.claim(own).await?.code()?, ProblemCode::NotFound);
    }
    Ok(())
}

#[tokio::test]
async fn a_teammates_run_is_seen_and_not_claimed() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (team_key, _) = stack.key("mia@example.com", TeamKey::Yes, None).await?;
    mia.own_value("OWN", "not-a-real-value").await?;
    let run = mia.start_run(&json!({ "prompt": "x" })).await?;

    for other in [&admin, &team_key] {
        assert_eq!(other.run(run).await?.run_id, run);
        assert_eq!(Runner::new(other)?.claim(run).await?.code()?, ProblemCode::NotFound);
    }
    assert!(variable(&Runner::new(&mia)?.take(run).await?, "OWN").is_ok());
    Ok(())
}

#[tokio::test]
async fn a_person_claims_by_whatever_they_are_known() -> Result<()> {
    let stack = Stack::start().await?;
    let mia = stack.signed_in("mia@example.com").await?;
    let (key, _) = stack.key("mia@example.com", TeamKey::No, None).await?;
    let run = mia.start_run(&json!({ "prompt": "x" })).await?;

    assert_eq!(Runner::new(&key)?.claim(run).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_run_without_a_person_never_gets_a_personal_secret() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    admin.own_value("OWN", "not-a-real-value").await?;
    let secrets = json!([{ "name": "OWN" }, { "name": "OTHER", "scope": "personal" }]);
    let run = team_key.start_run(&json!({ "prompt": "x", "config": { "secrets": secrets } })).await?;

    let delivery = Runner::new(&team_key)?.take(run).await?;

    // EXPOSE: there is nothing in it.
    assert!(delivery.contents().variables.is_empty());
    let rows = team_key.run(run).await?.secrets.unwrap_or_else(|| unreachable!("it is claimed")).rows;
    let reasons: Vec<_> = rows.iter().map(|row| (&*row.name, row.reason)).collect();
    assert_eq!(reasons, [("OTHER", Reason::PersonalWithoutUser), ("OWN", Reason::Missing)]);
    Ok(())
}

#[tokio::test]
async fn the_record_says_nothing_of_somebody_elses_personal_secrets() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    mia.own_value("MIAS", "not-a-real-value").await?;
    admin.team_value("TEAMS", "not-a-real-value").await?;
    let run = mia.start_run(&json!({ "prompt": "x" })).await?;
    Runner::new(&mia)?.take(run).await?;

    let own = mia.run(run).await?.secrets.unwrap_or_else(|| unreachable!("it is claimed"));
    let seen = admin.get(&paths::run(run)).await?;

    assert_eq!((own.rows.len(), own.withheld), (2, 0));
    assert!(!seen.text().contains("MIAS"));
    let seen = seen.read::<oz_domain::api::RunItem>(200)?.secrets.unwrap_or_else(|| unreachable!("it is claimed"));
    assert_eq!((seen.rows.len(), seen.withheld, seen.injected), (1, 1, 2));
    Ok(())
}

#[tokio::test]
async fn what_is_no_run_is_not_found() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for id in ["nonsense", "01890000-0000-7000-8000-000000000001", "%00", ".."] {
        assert_eq!(admin.get(&format!("{}/{id}", paths::RUNS)).await?.code()?, ProblemCode::NotFound, "{id}");
    }
    Ok(())
}
