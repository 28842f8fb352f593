//! What a deleted API key can't do any more, however early it asked.

use anyhow::Result;
use oz_domain::ApiKeyId;
use oz_server_stub::{ActsAs, NewApiKey, NewRun, PlainToken, StoreError};

use super::{
    Fixture,
    runs::{id, new_run},
};

pub(crate) async fn a_key_that_was_deleted_meanwhile_makes_no_run(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let (key, token) = (ApiKeyId::from_parts(0, [4; 10]), PlainToken::generate_api_key().hash());
    let new = NewApiKey {
        id: key,
        token: &token,
        last_four: "0000",
        name: "ci",
        team: fixture.team,
        acts_as: ActsAs::Team,
        created_by: fixture.admin,
        expires_at: None,
    };
    fixture.store.insert_api_key(&new, &fixture.actor(0)?).await?;
    let run = |at| NewRun { key: Some(key), ..new_run(&fixture, at) };

    let early = fixture.store.insert_run(&run(1), None, &fixture.actor(1)?).await;
    let cancelled = fixture.store.revoke_api_key(key, &fixture.actor(2)?).await?;
    let late = fixture.store.insert_run(&run(2), None, &fixture.actor(3)?).await;

    assert_eq!((early.is_ok(), cancelled), (true, vec![id(1)]));
    assert!(matches!(late, Err(StoreError::KeyDeleted)));
    Ok(())
}
