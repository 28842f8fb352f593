//! Work that opens values takes turns, and keeps nobody else from writing while it waits.

use std::time::Duration;

use anyhow::Result;
use oz_domain::api::RunState;
use serde_json::json;
use tokio::time::timeout;

use crate::harness::{Runner, Stack, variable};

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
