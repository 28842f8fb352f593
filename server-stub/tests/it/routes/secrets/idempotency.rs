//! `Idempotency-Key` on `POST /api/v1/secrets`.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{CreateSecret, ProblemCode, SecretPage, paths};

use crate::harness::{Answer, Client, Stack, TeamKey};

async fn create(client: &Client, key: &str, request: &CreateSecret) -> Result<Answer> {
    client.request(Method::POST, paths::SECRETS).header("idempotency-key", key).json(request).await
}

async fn total(client: &Client) -> Result<u64> {
    Ok(client.get(paths::SECRETS).await?.read::<SecretPage>(200)?.total)
}

#[tokio::test]
async fn the_same_body_to_another_path_is_another_request() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let post = async |path| {
        let body = serde_json::json!({ "name": "Alike" });
        admin.request(Method::POST, path).header("idempotency-key", "key-1").json(&body).await
    };

    assert_eq!(post(paths::ENVIRONMENTS).await?.status, 201);

    assert_eq!(post(paths::AGENTS).await?.code()?, ProblemCode::IdempotencyKeyReused);
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_creates_nothing_more() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("ONCE").await?.seal()?;

    let first = create(&admin, "key-1", &request).await?;
    stack.clock.advance(Duration::from_hours(1));
    let again = create(&admin, "key-1", &request).await?;

    assert_eq!((first.status.as_u16(), first.header("idempotent-replayed")), (201, None));
    assert_eq!((again.status.as_u16(), again.header("idempotent-replayed")), (201, Some("true")));
    assert_eq!(first.body, again.body);
    for name in ["etag", "location", "content-type"] {
        assert_eq!(first.header(name), again.header(name), "{name}");
    }
    assert_eq!(total(&admin).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_is_answered_even_after_the_key_was_renewed() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("ONCE").await?.seal()?;
    create(&admin, "key-1", &request).await?;
    stack.renew_key(oz_crypto::Suite::X25519Sha256ChaCha20Poly1305)?;

    assert_eq!(create(&admin, "key-1", &request).await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn of_two_equal_requests_at_once_one_creates_and_both_are_answered() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("ONCE").await?.seal()?;

    let (one, other) = tokio::join!(create(&admin, "key-1", &request), create(&admin, "key-1", &request));

    assert_eq!((one?.status.as_u16(), other?.status.as_u16()), (201, 201));
    assert_eq!(total(&admin).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_key_that_came_with_another_request_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    create(&admin, "key-1", &admin.draft("ONE").await?.seal()?).await?;

    let other = create(&admin, "key-1", &admin.draft("OTHER").await?.seal()?).await?;

    assert_eq!(other.code()?, ProblemCode::IdempotencyKeyReused);
    assert_eq!(total(&admin).await?, 1);
    Ok(())
}

#[tokio::test]
async fn keys_of_different_callers_are_different_keys() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    for (client, name) in [(&admin, "ADMINS"), (&mia, "MIAS"), (&team_key, "KEYS")] {
        let answer = create(client, "same-key", &client.draft(name).await?.seal()?).await?;
        assert_eq!((answer.status.as_u16(), answer.header("idempotent-replayed")), (201, None));
    }
    Ok(())
}

#[tokio::test]
async fn a_key_is_remembered_for_a_day() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin_key, _) = stack.key("admin@localhost", TeamKey::No, None).await?;
    let request = admin_key.draft("DAILY").await?.seal()?;
    create(&admin_key, "key-1", &request).await?;
    stack.clock.advance(Duration::from_hours(24));

    assert_eq!(create(&admin_key, "key-1", &request).await?.code()?, ProblemCode::NameTaken);
    let fresh = admin_key.draft("FRESH").await?.seal()?;
    assert_eq!(create(&admin_key, "key-1", &fresh).await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn a_refusal_is_not_remembered() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    assert_eq!(create(&admin, "key-1", &admin.draft("PATH").await?.seal()?).await?.status, 422);

    assert_eq!(create(&admin, "key-1", &admin.draft("ALLOWED").await?.seal()?).await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn a_key_is_one_word_of_visible_ascii() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("WORD").await?.seal()?;

    for key in ["", "two words", &"k".repeat(256)] {
        assert_eq!(create(&admin, key, &request).await?.code()?, ProblemCode::InvalidRequest, "{key}");
    }
    assert_eq!(create(&admin, &"k".repeat(255), &request).await?.status, 201);
    Ok(())
}
