//! `/api/v1/settings`.

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    Harness,
    api::{ProblemCode, Settings, paths},
    resolve::DefaultInjection,
};
use serde_json::{Value, json};

use crate::harness::{Answer, Client, Stack, TeamKey};

async fn change(client: &Client, version: u64, body: Value) -> Result<Answer> {
    client.change(Method::PATCH, paths::SETTINGS, version).json(&body).await
}

#[tokio::test]
async fn a_new_workspace_gives_every_secret_in_scope_and_allows_every_harness() -> Result<()> {
    let stack = Stack::start().await?;
    let mia = stack.signed_in("mia@example.com").await?;

    let answer = mia.get(paths::SETTINGS).await?;

    let settings: Settings = answer.read(200)?;
    assert_eq!((settings.version, answer.header("etag")), (1, Some("\"1\"")));
    assert_eq!(settings.default_injection, DefaultInjection::InheritAll);
    assert!(Harness::ALL.into_iter().all(|harness| settings.allows(harness)));
    assert_eq!((settings.updated_at, settings.updated_by), (None, None));
    Ok(())
}

#[tokio::test]
async fn an_administrator_changes_one_setting_and_leaves_the_other() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let off: Settings = change(&admin, 1, json!({ "disabled_harnesses": ["gemini"] })).await?.read(200)?;
    let answer = change(&admin, 2, json!({ "default_injection": "attached_only" })).await?;

    let after: Settings = answer.read(200)?;
    assert!(!off.allows(Harness::Gemini) && !after.allows(Harness::Gemini) && after.allows(Harness::Claude));
    assert_eq!((after.default_injection, after.version), (DefaultInjection::AttachedOnly, 3));
    assert_eq!(answer.header("etag"), Some("\"3\""));
    assert_eq!(after.updated_by.map(|by| by.label).as_deref(), Some("admin@localhost"));
    let seen: Settings = stack.signed_in("mia@example.com").await?.get(paths::SETTINGS).await?.read(200)?;
    assert_eq!(seen.version, 3);
    Ok(())
}

#[tokio::test]
async fn asking_for_what_is_so_already_makes_no_new_version() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for body in [json!({}), json!({ "default_injection": "inherit_all", "disabled_harnesses": [] })] {
        assert_eq!(change(&admin, 1, body).await?.read::<Settings>(200)?.version, 1);
    }
    Ok(())
}

#[tokio::test]
async fn nobody_but_an_administrator_changes_them() -> Result<()> {
    let stack = Stack::start().await?;
    let mia = stack.signed_in("mia@example.com").await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    for client in [&mia, &team_key] {
        let answer = change(client, 1, json!({ "default_injection": "attached_only" })).await?;
        assert_eq!(answer.code()?, ProblemCode::Forbidden);
    }
    assert_eq!(stack.anonymous().get(paths::SETTINGS).await?.code()?, ProblemCode::Unauthenticated);
    assert_eq!(mia.get(paths::SETTINGS).await?.read::<Settings>(200)?.version, 1);
    Ok(())
}

#[tokio::test]
async fn a_change_needs_the_present_version() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    change(&admin, 1, json!({ "default_injection": "attached_only" })).await?;

    let stale = change(&admin, 1, json!({ "default_injection": "inherit_all" })).await?;
    let blind = admin.request(Method::PATCH, paths::SETTINGS).json(&json!({})).await?;

    assert_eq!((stale.code()?, blind.code()?), (ProblemCode::Stale, ProblemCode::IfMatchRequired));
    Ok(())
}

#[tokio::test]
async fn words_that_are_none_are_named_with_those_that_are() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (body, pointer) in [
        (json!({ "default_injection": "everything" }), "/default_injection"),
        (json!({ "disabled_harnesses": ["oz", "emacs"] }), "/disabled_harnesses/1"),
        (json!({ "default": "inherit_all" }), "/default"),
    ] {
        let answer = change(&admin, 1, body).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::Invalid, pointer));
    }
    Ok(())
}
