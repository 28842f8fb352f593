//! `/api/v1/session`.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::api::{ProblemCode, Role, paths};
use serde_json::json;

use crate::harness::{Stack, TeamKey};

#[tokio::test]
async fn a_link_signs_in_the_person_it_was_made_for() -> Result<()> {
    let stack = Stack::start().await?;

    let session = stack.signed_in("mia@example.com").await?.session().await?;

    let user = session.user.context("a person")?;
    assert_eq!((user.email.as_str(), user.role), ("mia@example.com", Role::Member));
    assert_eq!(session.team.name, "Team");
    Ok(())
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_other_sites_and_plain_connections() -> Result<()> {
    let stack = Stack::start().await?;
    let link = stack.sign_in_link("admin@localhost").await?;

    let answer = stack.anonymous().post(paths::SESSION, &json!({ "token": link })).await?;

    let cookie = answer.header("set-cookie").context("a cookie")?;
    assert!(cookie.starts_with("__Host-oz_session="));
    for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=43200"] {
        assert!(cookie.contains(attribute), "{attribute}");
    }
    assert!(!cookie.contains("Domain"));
    Ok(())
}

#[tokio::test]
async fn a_link_works_once() -> Result<()> {
    let stack = Stack::start().await?;
    let link = stack.sign_in_link("admin@localhost").await?;
    stack.sign_in(&link).await?;

    let again = stack.anonymous().post(paths::SESSION, &json!({ "token": link })).await?;

    assert_eq!(again.code()?, ProblemCode::SignInLinkSpent);
    assert!(again.header("set-cookie").is_none());
    Ok(())
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_gets_in() -> Result<()> {
    let stack = Stack::start().await?;
    let body = json!({ "token": stack.sign_in_link("admin@localhost").await? });
    let (one, other) = (stack.anonymous(), stack.anonymous());

    let (one, other) = tokio::join!(one.post(paths::SESSION, &body), other.post(paths::SESSION, &body));

    let mut statuses = [one?.status.as_u16(), other?.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    Ok(())
}

#[tokio::test]
async fn a_link_ends_after_fifteen_minutes() -> Result<()> {
    let stack = Stack::start().await?;
    let link = stack.sign_in_link("admin@localhost").await?;
    stack.clock.advance(Duration::from_mins(15));

    let late = stack.anonymous().post(paths::SESSION, &json!({ "token": link })).await?;

    assert_eq!(late.code()?, ProblemCode::SignInLinkSpent);
    Ok(())
}

#[tokio::test]
async fn a_link_that_nobody_made_signs_nobody_in() -> Result<()> {
    let stack = Stack::start().await?;

    let answer = stack.anonymous().post(paths::SESSION, &json!({ "token": "guessed" })).await?;

    assert_eq!(answer.code()?, ProblemCode::SignInLinkSpent);
    Ok(())
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_signing_in_used_or_not() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    stack.clock.advance(Duration::from_hours(12) - Duration::from_millis(1));
    assert!(admin.session().await.is_ok());
    stack.clock.advance(Duration::from_millis(1));

    let answer = admin.get(paths::SESSION).await?;

    assert_eq!(answer.code()?, ProblemCode::ExpiredCredential);
    Ok(())
}

#[tokio::test]
async fn a_session_that_was_signed_out_is_worth_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let out = admin.request(Method::DELETE, paths::SESSION).send().await?;

    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").is_some_and(|cookie| cookie.contains("Max-Age=0")));
    assert_eq!(admin.get(paths::SESSION).await?.code()?, ProblemCode::RevokedCredential);
    Ok(())
}

#[tokio::test]
async fn a_cookie_that_nobody_set_is_told_apart_from_none() -> Result<()> {
    let stack = Stack::start().await?;
    let forged = stack.anonymous().with_session("forged")?;

    assert_eq!(forged.get(paths::SESSION).await?.code()?, ProblemCode::InvalidCredential);
    assert_eq!(stack.anonymous().get(paths::SESSION).await?.code()?, ProblemCode::Unauthenticated);
    Ok(())
}

#[tokio::test]
async fn a_key_has_no_session_to_sign_out_of() -> Result<()> {
    let stack = Stack::start().await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::No, None).await?;

    let answer = key.request(Method::DELETE, paths::SESSION).send().await?;

    assert_eq!(answer.code()?, ProblemCode::Forbidden);
    Ok(())
}

#[tokio::test]
async fn no_token_is_kept_in_the_clear() -> Result<()> {
    let stack = Stack::start().await?;
    let link = stack.sign_in_link("admin@localhost").await?;
    let answer = stack.anonymous().post(paths::SESSION, &json!({ "token": link })).await?;
    let cookie = answer.header("set-cookie").context("a cookie")?;
    let token = cookie.split(['=', ';']).nth(1).context("a token")?.to_owned();

    for file in ["oz.db", "oz.db-wal"] {
        let bytes = std::fs::read(stack.data().join(file))?;
        for clear in [&link, &token] {
            assert!(!bytes.windows(clear.len()).any(|part| part == clear.as_bytes()), "{file}");
        }
    }
    Ok(())
}
