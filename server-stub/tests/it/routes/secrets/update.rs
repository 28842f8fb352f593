//! `PATCH /api/v1/secrets/{id}`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, SecretSummary, paths};
use serde_json::json;

use crate::harness::Stack;

#[tokio::test]
async fn a_description_changes_and_nothing_else() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = admin.team_secret("DESCRIBED").await?;

    let answer =
        admin.change(Method::PATCH, &paths::secret(before.id), 1).json(&json!({ "description": "new" })).await?;

    let after: SecretSummary = answer.read(200)?;
    assert_eq!((after.description.as_str(), after.version, answer.header("etag")), ("new", 2, Some("\"2\"")));
    assert_eq!((after.revision, after.enabled, after.value_set_at), (1, true, before.value_set_at));
    Ok(())
}

#[tokio::test]
async fn a_secret_is_disabled_and_enabled_again() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("SWITCHED").await?.id);

    let off: SecretSummary =
        admin.change(Method::PATCH, &path, 1).json(&json!({ "enabled": false })).await?.read(200)?;
    let on: SecretSummary = admin.change(Method::PATCH, &path, 2).json(&json!({ "enabled": true })).await?.read(200)?;

    assert_eq!((off.enabled, off.description.as_str(), on.enabled), (false, "for tests", true));
    Ok(())
}

#[tokio::test]
async fn asking_for_what_is_so_already_makes_no_new_version() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("SAME").await?.id);

    for body in [json!({}), json!({ "enabled": true }), json!({ "description": "for tests" })] {
        let after: SecretSummary = admin.change(Method::PATCH, &path, 1).json(&body).await?.read(200)?;
        assert_eq!(after.version, 1, "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn name_type_and_owner_never_change() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("FIXED").await?.id);

    for member in ["name", "type", "owner", "revision", "envelope"] {
        let answer = admin.change(Method::PATCH, &path, 1).json(&json!({ member: "x" })).await?;
        assert_eq!(answer.field()?.pointer, format!("/{member}"));
    }
    Ok(())
}

#[tokio::test]
async fn an_older_version_is_not_changed() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("STALE").await?.id);
    admin.change(Method::PATCH, &path, 1).json(&json!({ "enabled": false })).await?;

    let stale = admin.change(Method::PATCH, &path, 1).json(&json!({ "enabled": true })).await?;
    let blind = admin.request(Method::PATCH, &path).json(&json!({ "enabled": true })).await?;

    assert_eq!(stale.code()?, ProblemCode::Stale);
    assert_eq!(blind.code()?, ProblemCode::IfMatchRequired);
    Ok(())
}

#[tokio::test]
async fn a_description_that_is_too_long_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("LONG").await?.id);

    let answer = admin.change(Method::PATCH, &path, 1).json(&json!({ "description": "x".repeat(241) })).await?;

    assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::Invalid, "/description"));
    Ok(())
}
