//! `PUT /api/v1/agent/environments/{uid}`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{Environment, ProblemCode, paths};
use serde_json::json;

use super::{environment, environment_with};
use crate::harness::Stack;

#[tokio::test]
async fn what_is_absent_from_the_new_settings_is_gone() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let before = environment_with(&admin, json!({ "name": "a", "docker_image": "ubuntu", "secrets": [] })).await?;

    let answer = mia.change(Method::PUT, &paths::environment(before.uid), 1).json(&json!({ "name": "b" })).await?;

    let after: Environment = answer.read(200)?;
    assert_eq!((after.config.name.as_str(), after.version, answer.header("etag")), ("b", 2, Some("\"2\"")));
    assert_eq!((after.config.docker_image, after.config.secrets), (None, None));
    assert_eq!((after.uid, &after.created_at), (before.uid, &before.created_at));
    assert_eq!(after.last_editor.email.as_deref(), Some("mia@example.com"));
    assert_eq!(after.creator.email.as_deref(), Some("admin@localhost"));
    Ok(())
}

#[tokio::test]
async fn asking_for_what_is_so_already_makes_no_new_version() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = environment(&admin, "same").await?;

    let after: Environment =
        admin.change(Method::PUT, &paths::environment(before.uid), 1).json(&before.config).await?.read(200)?;

    assert_eq!(after, before);
    Ok(())
}

#[tokio::test]
async fn an_older_version_is_not_changed() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::environment(environment(&admin, "a").await?.uid);
    admin.change(Method::PUT, &path, 1).json(&json!({ "name": "b" })).await?;

    let stale = admin.change(Method::PUT, &path, 1).json(&json!({ "name": "c" })).await?;
    let blind = admin.request(Method::PUT, &path).json(&json!({ "name": "c" })).await?;

    assert_eq!((stale.code()?, blind.code()?), (ProblemCode::Stale, ProblemCode::IfMatchRequired));
    assert_eq!(admin.get(&path).await?.read::<Environment>(200)?.config.name.as_str(), "b");
    Ok(())
}

#[tokio::test]
async fn a_name_can_change_its_letter_case_and_not_become_anothers() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::environment(environment(&admin, "mine").await?.uid);
    environment(&admin, "other").await?;

    let taken = admin.change(Method::PUT, &path, 1).json(&json!({ "name": "Other" })).await?;
    let own = admin.change(Method::PUT, &path, 1).json(&json!({ "name": "Mine" })).await?;

    assert_eq!((taken.code()?, own.status.as_u16()), (ProblemCode::NameDiffersByCase, 200));
    Ok(())
}

#[tokio::test]
async fn each_change_is_on_the_record_and_nothing_else() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let before = stack.recorded().await?.len();
    let path = paths::environment(environment(&admin, "a").await?.uid);
    admin.change(Method::PUT, &path, 1).json(&json!({ "name": "a" })).await?;
    admin.change(Method::PUT, &path, 1).json(&json!({ "name": "b" })).await?;
    admin.change(Method::PUT, &path, 1).json(&json!({ "name": "c" })).await?;
    admin.change(Method::DELETE, &path, 2).send().await?;

    let recorded = stack.recorded_since(before).await?;

    let expected = [("environment.created", "a"), ("environment.updated", "b"), ("environment.deleted", "b")];
    assert_eq!(recorded, expected.map(|(action, name)| (action.to_owned(), name.to_owned())));
    Ok(())
}
