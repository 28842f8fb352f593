//! `DELETE /api/v1/agent/environments/{uid}`.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::api::{DependentKind, ProblemCode, paths};
use serde_json::json;

use super::environment;
use crate::harness::{Runner, Stack};

#[tokio::test]
async fn a_deleted_environment_is_gone_and_its_name_is_free() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::environment(environment(&admin, "short-lived").await?.uid);

    let answer = admin.change(Method::DELETE, &path, 1).send().await?;

    assert_eq!(answer.status, 204);
    assert_eq!(admin.get(&path).await?.code()?, ProblemCode::NotFound);
    environment(&admin, "short-lived").await?;
    Ok(())
}

#[tokio::test]
async fn a_deletion_needs_the_present_version() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::environment(environment(&admin, "a").await?.uid);

    let stale = admin.change(Method::DELETE, &path, 2).send().await?;
    let blind = admin.request(Method::DELETE, &path).send().await?;

    assert_eq!((stale.code()?, blind.code()?), (ProblemCode::Stale, ProblemCode::IfMatchRequired));
    assert_eq!(admin.get(&path).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_run_that_waits_is_named_and_then_gets_nothing_rather_than_everything() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("TEAMS", "not-a-real-value").await?;
    let environment = environment(&admin, "ops").await?.uid;
    let path = paths::environment(environment);
    let asked = json!({ "prompt": "Tidy up", "config": { "environment_id": environment } });
    let run = admin.start_run(&asked).await?;

    let refused = admin.change(Method::DELETE, &path, 1).send().await?.problem()?;
    admin.change(Method::DELETE, &format!("{path}?confirm=true"), 1).send().await?;
    Runner::new(&admin)?.take(run).await?;

    let dependent = refused.dependents.first().context("the run")?;
    assert_eq!((dependent.kind, dependent.name.as_str()), (DependentKind::Run, "Tidy up"));
    assert_eq!(admin.run(run).await?.secrets.context("claimed")?.injected, 0);
    Ok(())
}
