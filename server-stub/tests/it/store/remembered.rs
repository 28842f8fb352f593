//! Remembered answers.

use anyhow::{Result, bail};
use oz_domain::{Owner, Timestamp};
use oz_server_stub::{NewSecret, Remember, Remembered, StoreError};

use super::{Fixture, fixture::time, new_secret};

fn remember<'a>(key: &'a str, request_hash: &'a str, forget_before: &'a Timestamp) -> Remember<'a> {
    Remember { caller: "user:ada", key, request_hash, status: 201, etag: "\"1\"", body: "{}", forget_before }
}

/// Creates a secret at a second, with an answer to remember.
async fn create(
    fixture: &Fixture,
    at: u8,
    remember: &Remember<'_>,
    second: u32,
) -> Result<Option<Remembered>, StoreError> {
    let Ok(summary) = new_secret(at, &format!("N_{at}"), Owner::Team(fixture.team)) else {
        return Err(StoreError::NotFound);
    };
    let Ok(actor) = fixture.actor(second) else {
        return Err(StoreError::NotFound);
    };
    let new = NewSecret { summary: &summary, envelope: "{}" };
    fixture.store.insert_secret(new, Some(remember), &actor).await
}

pub(crate) async fn an_answer_is_remembered_for_its_caller_and_key(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let (fixture, start) = (fresh().await?, time(0)?);
    let first = remember("key", "hash", &start);
    assert!(create(&fixture, 1, &first, 1).await?.is_none());

    let Some(again) = create(&fixture, 1, &first, 2).await? else { bail!("not remembered") };

    assert_eq!((again.status, again.etag.as_str(), again.body.as_str()), (201, "\"1\"", "{}"));
    assert_eq!(fixture.store.find_remembered(&first).await?, Some(again));
    let elsewhere = Remember { caller: "user:mia", ..first };
    assert_eq!(fixture.store.find_remembered(&elsewhere).await?, None);
    assert!(create(&fixture, 2, &elsewhere, 3).await?.is_none());
    Ok(())
}

pub(crate) async fn a_key_goes_with_one_request(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let (fixture, start) = (fresh().await?, time(0)?);
    create(&fixture, 1, &remember("key", "hash", &start), 1).await?;

    let other = remember("key", "other", &start);

    assert!(matches!(create(&fixture, 2, &other, 2).await, Err(StoreError::KeyReused)));
    assert!(matches!(fixture.store.find_remembered(&other).await, Err(StoreError::KeyReused)));
    Ok(())
}

pub(crate) async fn an_old_answer_is_forgotten(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let (fixture, start, later) = (fresh().await?, time(0)?, time(50)?);
    create(&fixture, 1, &remember("key", "hash", &start), 50).await?;

    let late = remember("key", "other", &later);

    assert_eq!(fixture.store.find_remembered(&late).await?, None);
    assert!(create(&fixture, 2, &late, 99).await?.is_none());
    Ok(())
}

pub(crate) async fn a_refused_change_leaves_no_answer(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let (fixture, start) = (fresh().await?, time(0)?);
    fixture.keep(1, "N_1").await?;
    let first = remember("key", "hash", &start);

    assert!(matches!(create(&fixture, 1, &first, 1).await, Err(StoreError::NameTaken { .. })));

    assert_eq!(fixture.store.find_remembered(&first).await?, None);
    Ok(())
}
