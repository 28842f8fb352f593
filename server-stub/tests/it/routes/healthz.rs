//! `/healthz`.

use anyhow::Result;
use oz_domain::api::{ProblemCode, paths};

use crate::harness::Stack;

#[tokio::test]
async fn a_server_whose_store_answers_is_well() -> Result<()> {
    let stack = Stack::start().await?;

    let answer = stack.anonymous().get(paths::HEALTH).await?;

    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (200, "ok\n"));
    Ok(())
}

#[tokio::test]
async fn a_server_whose_store_is_gone_is_not_well() -> Result<()> {
    let stack = Stack::start().await?;
    stack.store.close().await;

    let answer = stack.anonymous().get(paths::HEALTH).await?;

    assert_eq!(answer.code()?, ProblemCode::Unavailable);
    assert!(answer.problem()?.retryable);
    Ok(())
}
