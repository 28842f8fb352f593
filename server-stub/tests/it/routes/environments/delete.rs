//! `DELETE /api/v1/agent/environments/{uid}`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, paths};

use super::environment;
use crate::harness::Stack;

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
