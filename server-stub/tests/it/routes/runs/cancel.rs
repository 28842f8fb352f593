//! `POST /api/v1/agent/runs/{id}/cancel`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    RunId,
    api::{LeaseRenewed, ProblemCode, RunState, paths},
};
use serde_json::json;

use crate::harness::{Answer, Client, Runner, Stack};

async fn cancel(client: &Client, run: RunId) -> Result<Answer> {
    client.request(Method::POST, &paths::run_cancel(run)).header("content-type", "application/json").send().await
}

#[tokio::test]
async fn a_run_that_waits_is_cancelled_and_then_claimed_by_nobody() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;

    let answer = cancel(&mia, run).await?;

    assert_eq!(answer.read::<RunId>(200)?, run);
    let item = admin.run(run).await?;
    assert_eq!((item.state, item.history.len()), (RunState::Cancelled, 2));
    assert!(item.status_message.is_some_and(|status| status.message.contains("mia@example.com")));
    assert_eq!(Runner::new(&admin)?.claim(run).await?.code()?, ProblemCode::RunEnded);
    Ok(())
}

#[tokio::test]
async fn a_runner_hears_that_its_run_was_cancelled() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;
    assert_eq!(cancel(&admin, run).await?.status, 200);

    let renewed: LeaseRenewed = runner.renew(run).await?.read(200)?;

    assert_eq!((renewed.state, renewed.lease_expires_at), (RunState::Cancelled, None));
    Ok(())
}

#[tokio::test]
async fn a_run_that_has_ended_is_not_cancelled() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    cancel(&admin, run).await?;

    let again = cancel(&admin, run).await?;

    assert_eq!((again.status.as_u16(), again.code()?), (400, ProblemCode::NotCancellable));
    Ok(())
}
