//! Runs whose runner goes silent.

use std::time::Duration;

use anyhow::Result;
use oz_domain::api::{EndState, LeaseRenewed, ProblemCode, Receipt, RunErrorCode, RunState};
use oz_server_stub::sweep;
use serde_json::json;

use crate::harness::{Runner, Stack};

const LEASE: Duration = Duration::from_secs(90);

#[tokio::test]
async fn a_run_whose_runner_goes_silent_is_given_up_after_its_lease() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;

    stack.clock.advance(Duration::from_millis(89_999));
    assert_eq!(sweep(stack.state()).await?, 0);
    stack.clock.advance(Duration::from_millis(1));
    assert_eq!(sweep(stack.state()).await?, 1);

    let item = admin.run(run).await?;
    let status = item.status_message.unwrap_or_else(|| unreachable!("it was given up"));
    assert_eq!((item.state, status.error_code), (RunState::Error, Some(RunErrorCode::ResourceUnavailable)));
    assert_eq!(status.retryable, Some(true));
    assert_eq!(runner.renew(run).await?.read::<LeaseRenewed>(200)?.state, RunState::Error);
    assert_eq!(runner.say(run, &Receipt::Received { variables: 0 }).await?.code()?, ProblemCode::RunEnded);
    Ok(())
}

#[tokio::test]
async fn a_runner_that_is_heard_of_keeps_its_run() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;

    for receipt in [None, Some(Receipt::Received { variables: 0 }), Some(Receipt::Started), None] {
        stack.clock.advance(LEASE / 2);
        let answer = match &receipt {
            None => runner.renew(run).await?,
            Some(receipt) => runner.say(run, receipt).await?,
        };
        assert!(answer.read::<LeaseRenewed>(200)?.lease_expires_at.is_some());
        assert_eq!(sweep(stack.state()).await?, 0);
    }
    assert_eq!(admin.run(run).await?.state, RunState::InProgress);
    Ok(())
}

#[tokio::test]
async fn a_run_that_waits_or_has_ended_is_never_given_up() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let waiting = admin.start_run(&json!({ "prompt": "x" })).await?;
    let over = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(over).await?;
    runner.say(over, &Receipt::Ended { state: EndState::Succeeded, message: None }).await?;

    stack.clock.advance(LEASE * 100);

    assert_eq!(sweep(stack.state()).await?, 0);
    let runner_key = stack.runners_key().await?;
    assert_eq!(runner_key.run(waiting).await?.state, RunState::Queued);
    Ok(())
}

#[tokio::test]
async fn a_receipt_that_is_repeated_keeps_the_run_as_long_as_it_says() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    runner.take(run).await?;
    let received = Receipt::Received { variables: 0 };
    runner.say(run, &received).await?;

    stack.clock.advance(Duration::from_secs(80));
    let told = runner.say(run, &received).await?.read::<LeaseRenewed>(200)?.lease_expires_at;
    stack.clock.advance(Duration::from_millis(89_999));
    assert_eq!(sweep(stack.state()).await?, 0);
    stack.clock.advance(Duration::from_millis(1));
    assert_eq!(sweep(stack.state()).await?, 1);

    assert_eq!(told, Some(admin.run(run).await?.updated_at));
    Ok(())
}
