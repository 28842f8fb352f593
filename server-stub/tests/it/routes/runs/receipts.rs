//! `POST /api/v1/agent/runs/{id}/receipts`: what a runner says, in which order, and who may say it.

use std::time::Duration;

use anyhow::Result;
use oz_domain::api::{EndState, LeaseRenewed, ProblemCode, Receipt, RunState};
use serde_json::json;

use crate::harness::{Runner, Stack};

const RECEIVED: Receipt = Receipt::Received { variables: 1 };

fn ended(state: EndState) -> Receipt {
    Receipt::Ended { state, message: Some("done as asked".to_owned()) }
}

#[tokio::test]
async fn a_run_is_told_about_from_its_delivery_to_its_end() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;

    assert_eq!(runner.say(run, &RECEIVED).await?.read::<LeaseRenewed>(200)?.state, RunState::Claimed);
    stack.clock.advance(Duration::from_secs(5));
    assert_eq!(runner.say(run, &Receipt::Started).await?.read::<LeaseRenewed>(200)?.state, RunState::InProgress);
    stack.clock.advance(Duration::from_secs(150));
    let last: LeaseRenewed = runner.say(run, &ended(EndState::Succeeded)).await?.read(200)?;

    assert_eq!((last.state, last.lease_expires_at), (RunState::Succeeded, None));
    let item = admin.run(run).await?;
    assert_eq!((item.run_time.as_deref(), item.is_sandbox_running), (Some("PT2M30S"), false));
    assert_eq!(item.status_message.map(|status| status.message).as_deref(), Some("done as asked"));
    assert_eq!(item.secrets.and_then(|secrets| secrets.received), Some(1));
    let states: Vec<_> = item.history.iter().map(|change| change.state).collect();
    assert_eq!(states, [RunState::Queued, RunState::Claimed, RunState::InProgress, RunState::Succeeded]);
    Ok(())
}

#[tokio::test]
async fn the_same_receipt_twice_changes_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;

    for receipt in [RECEIVED, Receipt::Started, ended(EndState::Failed)] {
        assert_eq!(runner.say(run, &receipt).await?.status, 200);
        assert_eq!(runner.say(run, &receipt).await?.status, 200);
    }
    assert_eq!(admin.run(run).await?.history.len(), 4);
    Ok(())
}

#[tokio::test]
async fn what_cannot_follow_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;

    assert_eq!(runner.say(run, &Receipt::Started).await?.code()?, ProblemCode::OutOfTurn);
    runner.say(run, &RECEIVED).await?;
    assert_eq!(runner.say(run, &Receipt::Received { variables: 2 }).await?.code()?, ProblemCode::OutOfTurn);
    runner.say(run, &ended(EndState::Blocked)).await?;
    assert_eq!(runner.say(run, &Receipt::Started).await?.code()?, ProblemCode::RunEnded);
    assert_eq!(runner.say(run, &ended(EndState::Succeeded)).await?.code()?, ProblemCode::RunEnded);
    assert_eq!(admin.run(run).await?.state, RunState::Blocked);
    Ok(())
}

#[tokio::test]
async fn only_its_runner_tells_about_a_run() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (claimed, waiting) =
        (admin.start_run(&json!({ "prompt": "x" })).await?, admin.start_run(&json!({ "prompt": "x" })).await?);
    Runner::new(&admin)?.take(claimed).await?;
    let other_runner = Runner::new(&stack.runners_key().await?)?;

    for (runner, run) in [(&Runner::new(&mia)?, claimed), (&other_runner, claimed), (&Runner::new(&admin)?, waiting)] {
        assert_eq!(runner.say(run, &RECEIVED).await?.code()?, ProblemCode::NotFound);
        assert_eq!(runner.renew(run).await?.code()?, ProblemCode::NotFound);
    }
    Ok(())
}

#[tokio::test]
async fn a_receipt_of_another_shape_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    Runner::new(&admin)?.take(run).await?;

    for wrong in [
        json!({ "kind": "lost" }),
        json!({ "kind": "received" }),
        json!({ "kind": "ended", "state": "CANCELLED" }),
        json!({ "kind": "ended", "state": "FAILED", "message": "m".repeat(1001) }),
    ] {
        let answer = admin.as_runner().post(&oz_domain::api::paths::run_receipts(run), &wrong).await?;
        assert_eq!(answer.status, 422, "{wrong}");
    }
    Ok(())
}
