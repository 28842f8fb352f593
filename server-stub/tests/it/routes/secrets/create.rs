//! `POST /api/v1/secrets`: what it makes and what it leaves.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::api::{ProblemCode, SecretSummary, paths};

use crate::harness::Stack;

#[tokio::test]
async fn a_secret_is_created_with_everything_but_its_value() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("DEPLOY_TOKEN").await?.seal()?;

    let answer = admin.create(&request).await?;

    let secret: SecretSummary = answer.read(201)?;
    assert_eq!((secret.id, secret.name.as_str(), secret.revision, secret.version), (request.id, "DEPLOY_TOKEN", 1, 1));
    assert!(secret.enabled);
    assert_eq!(secret.created_by.label, "admin@localhost");
    assert_eq!((secret.kid, secret.created_at.clone()), (request.envelope.kid(), secret.updated_at.clone()));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    assert_eq!(answer.header("location"), Some(paths::secret(request.id).as_str()));
    assert_eq!(admin.get(&paths::secret(request.id)).await?.read::<SecretSummary>(200)?, secret);
    Ok(())
}

#[tokio::test]
async fn no_answer_has_the_sealed_value_in_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("SEALED").await?.seal()?;
    let sealed = serde_json::to_value(&request.envelope)?;
    let sealed = sealed["sealed"].as_str().context("a text")?;

    let created = admin.create(&request).await?;
    let shown = admin.get(&paths::secret(request.id)).await?;
    let listed = admin.get(paths::SECRETS).await?;

    for answer in [created, shown, listed] {
        assert!(answer.status.is_success());
        assert!(!answer.text().contains(&sealed[..40]) && !answer.text().contains("envelope"));
    }
    Ok(())
}

#[tokio::test]
async fn an_id_is_used_once() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let first = admin.team_secret("FIRST").await?;
    let mut draft = admin.draft("SECOND").await?;
    draft.id = first.id;

    let answer = admin.create(&draft.seal()?).await?;

    assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::IdTaken, "/id"));
    Ok(())
}

#[tokio::test]
async fn a_refused_secret_leaves_nothing_behind() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_secret("TAKEN").await?;
    let before = stack.recorded().await?;
    let clash = admin.draft("TAKEN").await?.seal()?;

    let refused = admin.request(Method::POST, paths::SECRETS).header("idempotency-key", "k").json(&clash).await?;

    assert_eq!(refused.status, 409);
    assert_eq!(stack.recorded().await?, before);
    assert_eq!(admin.get(&paths::secret(clash.id)).await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn a_created_secret_is_on_the_record_with_its_request() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("RECORDED").await?.seal()?;

    let answer = admin.create(&request).await?;

    let last = stack.recorded().await?.pop().context("a row")?;
    let expected = ["secret.created", "admin@localhost", "RECORDED", answer.header("x-trace-id").unwrap_or_default()];
    assert_eq!([last.0.as_str(), last.1.as_str(), last.2.as_str(), last.3.as_str()], expected);
    Ok(())
}
