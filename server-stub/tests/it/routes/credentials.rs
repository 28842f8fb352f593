//! API keys and cookies, as every route takes them.

use std::{collections::BTreeSet, time::Duration};

use anyhow::Result;
use axum::http::{Method, header};
use oz_domain::api::{ProblemCode, paths};

use crate::harness::{Stack, TeamKey};

#[tokio::test]
async fn a_personal_key_acts_as_its_person() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, _) = stack.key("mia@example.com", TeamKey::No, None).await?;

    let session = key.session().await?;

    assert_eq!(session.user.map(|user| user.email).as_deref(), Some("mia@example.com"));
    assert_eq!(session.expires_at, None);
    Ok(())
}

#[tokio::test]
async fn a_teams_key_has_no_person_behind_it() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    assert!(key.session().await?.user.is_none());
    let secret = key.team_secret("BY_KEY").await?;
    assert_eq!((secret.created_by.id, secret.created_by.label.as_str()), (None, "a test's key"));
    Ok(())
}

#[tokio::test]
async fn a_teams_key_sees_no_personal_secret_not_even_its_makers() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let own = admin.own_secret("OWN").await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    let page: oz_domain::api::SecretPage = key.get(paths::SECRETS).await?.read(200)?;

    assert_eq!((page.total, page.secrets.len()), (0, 0));
    assert_eq!(key.get(&paths::secret(own.id)).await?.code()?, ProblemCode::NotFound);
    Ok(())
}

#[tokio::test]
async fn a_key_ends_when_it_was_said_to() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::No, Some(Duration::from_hours(1))).await?;
    assert!(key.session().await?.expires_at.is_some());
    stack.clock.advance(Duration::from_hours(1));

    assert_eq!(key.get(paths::SECRETS).await?.code()?, ProblemCode::ExpiredCredential);
    Ok(())
}

#[tokio::test]
async fn a_deleted_key_is_refused_at_once() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, id) = stack.key("admin@localhost", TeamKey::No, None).await?;
    assert_eq!(key.get(paths::SECRETS).await?.status, 200);
    stack.store.revoke_api_key(id, &stack.machine()).await?;

    assert_eq!(key.get(paths::SECRETS).await?.code()?, ProblemCode::RevokedCredential);
    Ok(())
}

#[tokio::test]
async fn a_key_that_nobody_made_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let guessed = format!("wk-1.{}", "0".repeat(64));

    for key in [guessed.as_str(), "wk-1.", "", "nonsense", &format!("wk-1.{}", "é".repeat(32))] {
        let answer = stack.anonymous().with_key(key)?.get(paths::SECRETS).await?;
        assert_eq!(answer.code()?, ProblemCode::InvalidCredential, "{key}");
    }
    Ok(())
}

#[tokio::test]
async fn a_bad_key_is_refused_even_beside_a_good_cookie() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let both = admin.request(Method::GET, paths::SECRETS).header("authorization", "Bearer wrong");

    assert_eq!(both.send().await?.code()?, ProblemCode::InvalidCredential);
    Ok(())
}

#[tokio::test]
async fn a_refused_credential_says_how_to_send_a_good_one() -> Result<()> {
    let stack = Stack::start().await?;

    let answer = stack.anonymous().get(paths::SECRETS).await?;

    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    Ok(())
}

#[tokio::test]
async fn other_schemes_than_bearer_are_no_keys() -> Result<()> {
    let stack = Stack::start().await?;
    let basic = stack.anonymous().with(header::AUTHORIZATION, "Basic YTpi")?;

    assert_eq!(basic.get(paths::SECRETS).await?.code()?, ProblemCode::InvalidCredential);
    Ok(())
}

#[tokio::test]
async fn every_route_but_the_public_ones_asks_who_it_is() -> Result<()> {
    let stack = Stack::start().await?;
    let document: serde_json::Value = stack.anonymous().get(paths::OPENAPI).await?.read(200)?;
    let mut public = BTreeSet::new();

    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let said_public =
                operation["security"].as_array().is_some_and(|any| any.iter().any(|one| *one == serde_json::json!({})));
            if said_public {
                public.insert(format!("{method} {path}"));
                continue;
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes())?;
            let path = path.replace(['{', '}'], "");
            let answer = stack.anonymous().request(method, &path).send().await?;
            assert_eq!(answer.code()?, ProblemCode::Unauthenticated, "{path}");
        }
    }

    let expected = [
        "get /api/v1/docs",
        "get /api/v1/docs.css",
        "get /api/v1/keys",
        "get /api/v1/openapi.json",
        "get /healthz",
        "post /api/v1/session",
    ];
    assert_eq!(public, expected.map(str::to_owned).into());
    Ok(())
}
