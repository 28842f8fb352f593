//! Work that opens values takes turns, and keeps nobody else from writing while it waits.

use std::time::Duration;

use anyhow::Result;
use oz_domain::{
    api::{ClaimedRun, ProblemCode, RunState},
    resolve::Reason,
};
use serde_json::json;
use tokio::time::timeout;

use crate::harness::{Answer, Runner, Stack, variable};

#[tokio::test]
async fn a_claim_waits_for_a_seat_and_others_write_meanwhile() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    let vault = &stack.state().vault;
    let another = json!({ "prompt": "y" });
    let taken = (vault.seat().await, vault.seat().await);

    let (waiting, other) = tokio::join!(
        timeout(Duration::from_millis(300), runner.claim(run)),
        timeout(Duration::from_millis(250), admin.start_run(&another)),
    );

    assert!(waiting.is_err() && other.is_ok_and(|started| started.is_ok()));
    assert_eq!(admin.run(run).await?.state, RunState::Queued);
    drop(taken);
    assert!(variable(&runner.take(run).await?, "A")? == "not-a-real-value");
    Ok(())
}

#[tokio::test]
async fn a_key_that_is_deleted_while_its_claim_waits_gets_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let (key, id) = stack.runners_key_and_id().await?;
    let runner = Runner::new(&key)?;

    let refused = while_it_waits(&stack, runner.claim(run), async || {
        stack.store.revoke_api_key(id, &stack.machine()).await?;
        Ok(())
    });

    assert_eq!(refused.await?.code()?, ProblemCode::RevokedCredential);
    assert_eq!(admin.run(run).await?.state, RunState::Queued);
    Ok(())
}

#[tokio::test]
async fn a_secret_that_expires_while_a_claim_waits_is_not_delivered() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut request = admin.draft("SHORT").await?.seal()?;
    request.expires_at = Some("2026-03-12T10:30:00.000Z".parse()?);
    assert_eq!(admin.create(&request).await?.status, 201);
    admin.team_value("A", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;

    let answer = while_it_waits(&stack, runner.claim(run), async || {
        stack.clock.advance(Duration::from_hours(1));
        Ok(())
    });

    let claimed: ClaimedRun = answer.await?.read(200)?;
    assert_eq!(claimed.lease_expires_at.as_str(), "2026-03-12T10:31:30.000Z");
    assert_eq!(runner.open(&claimed)?.contents().variables.len(), 1);
    let item = admin.run(run).await?;
    assert_eq!(item.updated_at.as_str(), "2026-03-12T10:30:00.000Z");
    let rows = item.secrets.map(|secrets| secrets.rows).unwrap_or_default();
    assert!(rows.iter().any(|row| row.name == "SHORT" && row.reason == Reason::Expired), "{rows:?}");
    Ok(())
}

/// What a claim answers when something happens between its arrival and its turn.
async fn while_it_waits(
    stack: &Stack,
    claim: impl Future<Output = Result<Answer>>,
    happens: impl AsyncFnOnce() -> Result<()>,
) -> Result<Answer> {
    let vault = &stack.state().vault;
    let taken = (vault.seat().await, vault.seat().await);
    let meanwhile = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let happened = happens().await;
        drop(taken);
        happened
    };
    let (answer, happened) = tokio::join!(claim, meanwhile);
    happened.and(answer)
}
