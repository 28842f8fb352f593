//! `PUT /api/v1/secrets/{id}/value`.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, SecretSummary, paths};

use crate::harness::Stack;

#[tokio::test]
async fn a_replaced_value_makes_the_next_revision() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let secret = admin.team_secret("ROTATED").await?;
    stack.clock.advance(Duration::from_secs(5));

    let replacement = mia.draft("").await?.replacement(&secret)?;
    let answer = mia.change(Method::PUT, &paths::secret_value(secret.id), 1).json(&replacement).await?;

    let after: SecretSummary = answer.read(200)?;
    assert_eq!((after.revision, after.version), (2, 2));
    assert_eq!(answer.header("etag"), Some("\"2\""));
    assert_eq!(
        (after.updated_by.label.as_str(), after.created_by.label.as_str()),
        ("mia@example.com", "admin@localhost")
    );
    assert!(after.value_set_at > secret.value_set_at && after.created_at == secret.created_at);
    Ok(())
}

#[tokio::test]
async fn the_second_of_two_who_looked_at_the_same_version_is_told() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("TWO_TABS").await?;
    let path = paths::secret_value(secret.id);
    let (first, second) = (admin.draft("").await?.replacement(&secret)?, admin.draft("").await?.replacement(&secret)?);
    admin.change(Method::PUT, &path, 1).json(&first).await?;

    let answer = admin.change(Method::PUT, &path, 1).json(&second).await?;

    assert_eq!(answer.code()?, ProblemCode::Stale);
    Ok(())
}

#[tokio::test]
async fn nobody_replaces_blindly() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("BLIND").await?;
    let path = paths::secret_value(secret.id);
    let replacement = admin.draft("").await?.replacement(&secret)?;

    assert_eq!(admin.request(Method::PUT, &path).json(&replacement).await?.code()?, ProblemCode::IfMatchRequired);
    for wrong in ["*", "1", "W/\"1\"", "\"x\""] {
        let answer = admin.request(Method::PUT, &path).header("if-match", wrong).json(&replacement).await?;
        assert_eq!(answer.code()?, ProblemCode::InvalidRequest, "{wrong}");
    }
    Ok(())
}

#[tokio::test]
async fn only_the_next_revision_is_taken() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut secret = admin.team_secret("NEXT").await?;
    let path = paths::secret_value(secret.id);

    for claimed in [0, 2] {
        secret.revision = claimed;
        let replacement = admin.draft("").await?.replacement(&secret)?;
        let answer = admin.change(Method::PUT, &path, 1).json(&replacement).await?;
        let field = answer.field()?;
        assert_eq!((field.pointer.as_str(), field.code.as_str()), ("/revision", "revision_not_next"));
    }
    Ok(())
}

#[tokio::test]
async fn the_old_sealed_value_does_not_come_back() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("REPLAYED").await?.seal()?;
    admin.create(&request).await?;

    let body = serde_json::json!({ "revision": 2, "envelope": request.envelope });
    let answer = admin.change(Method::PUT, &paths::secret_value(request.id), 1).json(&body).await?;

    assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::CannotOpen, "/revision"));
    Ok(())
}

#[tokio::test]
async fn a_value_sealed_for_another_secret_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (one, other) = (admin.team_secret("ONE").await?, admin.team_secret("OTHER").await?);

    let replacement = admin.draft("").await?.replacement(&other)?;
    let answer = admin.change(Method::PUT, &paths::secret_value(one.id), 1).json(&replacement).await?;

    assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::CannotOpen, "/envelope"));
    Ok(())
}

#[tokio::test]
async fn a_value_is_only_ever_put() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("WRITE_ONLY").await?;

    let answer = admin.get(&paths::secret_value(secret.id)).await?;

    assert_eq!(answer.code()?, ProblemCode::MethodNotAllowed);
    Ok(())
}
