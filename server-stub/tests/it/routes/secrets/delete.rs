//! `DELETE /api/v1/secrets/{id}`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, SecretSummary, paths};
use serde_json::json;

use crate::harness::Stack;

#[tokio::test]
async fn a_deleted_secret_is_gone_and_its_name_is_free() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("SHORT_LIVED").await?.id);

    let answer = admin.change(Method::DELETE, &path, 1).send().await?;

    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
    assert_eq!(admin.get(&path).await?.code()?, ProblemCode::NotFound);
    assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.code()?, ProblemCode::NotFound);
    admin.team_secret("SHORT_LIVED").await?;
    Ok(())
}

#[tokio::test]
async fn a_value_that_was_replaced_or_deleted_never_comes_back() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, other) = (stack.admin().await?, stack.signed_in("other@example.com").await?);
    let first = admin.draft("ROTATED").await?.seal()?;
    let made = admin.create(&first).await?.read(201)?;
    let second = admin.draft("ROTATED").await?.value("fake-second").replacement(&made)?;
    admin.change(Method::PUT, &paths::secret_value(first.id), 1).json(&second).await?.read::<SecretSummary>(200)?;
    admin.change(Method::DELETE, &paths::secret(first.id), 2).send().await?;

    for client in [&admin, &other] {
        assert_eq!(client.create(&first).await?.code()?, ProblemCode::IdTaken);
    }
    Ok(())
}

#[tokio::test]
async fn nobody_deletes_what_they_have_not_seen() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("KEPT").await?.id);
    admin.change(Method::PATCH, &path, 1).json(&json!({ "enabled": false })).await?;

    assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.code()?, ProblemCode::Stale);
    assert_eq!(admin.request(Method::DELETE, &path).send().await?.code()?, ProblemCode::IfMatchRequired);
    assert_eq!(admin.get(&path).await?.status, 200);
    Ok(())
}
