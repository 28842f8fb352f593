//! Secrets, kept, changed and removed.

use anyhow::Result;
use oz_domain::{OptionalParts, Owner, UserId};
use oz_server_stub::{Change, Confines, Confirmed, NewSecret, NewValue, StoreError};

use super::{Fixture, fixture::time, new_secret};

pub(crate) async fn a_secret_reads_back_as_it_was_kept(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let mut kept = new_secret(1, "Name", Owner::User(fixture.admin))?;
    kept.created_by.id = Some(fixture.admin);
    kept.updated_by.id = Some(fixture.admin);
    kept.description = "Grüße 🔑".parse()?;
    fixture.keep_summary(&kept).await?;

    let found = fixture.store.find_secret(fixture.confines(), kept.id).await?;

    assert_eq!(found, kept);
    Ok(())
}

pub(crate) async fn names_of_one_owner_differ_by_more_than_case(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let first = fixture.keep(1, "Name").await?;
    let clash = new_secret(2, "NAME", Owner::Team(fixture.team))?;
    let new = NewSecret { summary: &clash, envelope: "{}" };

    let refused = fixture.store.insert_secret(new, None, &fixture.actor(0)?).await;

    let Err(StoreError::NameTaken { id, name }) = refused else { anyhow::bail!("not refused") };
    assert_eq!((id, name.as_str()), (first.id.to_string(), "Name"));
    let own = new_secret(2, "NAME", Owner::User(fixture.admin))?;
    fixture.keep_summary(&own).await
}

pub(crate) async fn an_id_is_kept_once(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    fixture.keep(1, "ONE").await?;
    let clash = new_secret(1, "OTHER", Owner::User(fixture.admin))?;
    let new = NewSecret { summary: &clash, envelope: "{}" };

    let refused = fixture.store.insert_secret(new, None, &fixture.actor(0)?).await;

    assert!(matches!(refused, Err(StoreError::IdTaken)));
    Ok(())
}

pub(crate) async fn a_secret_outside_the_confines_is_not_there(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let own = new_secret(1, "OWN", Owner::User(fixture.admin))?;
    fixture.keep_summary(&own).await?;
    let (store, actor) = (&fixture.store, fixture.actor(1)?);

    for user in [None, Some(UserId::from_parts(0, [9; 10]))] {
        let others = Confines { team: fixture.team, user };
        let value = NewValue { revision: 2, kid: own.kid, optional_parts: &OptionalParts::NONE, envelope: "{}" };
        let tried = [
            store.find_secret(others, own.id).await.err(),
            store.update_secret(others, own.id, 1, &Change::default(), Confirmed::No, &actor).await.err(),
            store.replace_value(others, own.id, 1, value, &actor).await.err(),
            store.remove_secret(others, own.id, 1, Confirmed::No, &actor).await.err(),
        ];
        assert!(tried.iter().all(|error| matches!(error, Some(StoreError::NotFound))), "{tried:?}");
    }
    Ok(())
}

pub(crate) async fn a_change_needs_the_present_version(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let id = fixture.keep(1, "CHANGED").await?.id;
    let change = Change { description: Some("new".parse()?), enabled: Some(false), expires_at: None };
    let update = async |version| {
        fixture
            .store
            .update_secret(fixture.confines(), id, version, &change, Confirmed::No, &fixture.actor(9)?)
            .await
            .map_err(anyhow::Error::from)
    };

    let after = update(1).await?;

    assert_eq!((after.version, after.enabled, after.description.as_str()), (2, false, "new"));
    assert_eq!((after.updated_at, after.updated_by.id), (time(9)?, Some(fixture.admin)));
    for stale in [0, 1, 3] {
        let error = update(stale).await.err().and_then(|error| error.downcast::<StoreError>().ok());
        assert!(matches!(error, Some(StoreError::Stale)));
    }
    Ok(())
}

pub(crate) async fn a_replaced_value_counts_revision_and_version(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let before = fixture.keep(1, "REPLACED").await?;
    let value = NewValue {
        revision: 2,
        kid: "fedcba9876543210".parse()?,
        optional_parts: &OptionalParts::NONE,
        envelope: r#"{"new":1}"#,
    };

    let after = fixture.store.replace_value(fixture.confines(), before.id, 1, value, &fixture.actor(9)?).await?;

    assert_eq!((after.revision, after.version, after.kid, after.value_set_at), (2, 2, value.kid, time(9)?));
    assert_eq!(after.created_at, before.created_at);
    let again = fixture.store.replace_value(fixture.confines(), before.id, 1, value, &fixture.actor(9)?).await;
    assert!(matches!(again, Err(StoreError::Stale)));
    Ok(())
}

pub(crate) async fn a_removed_secret_frees_its_name_and_not_its_id(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let id = fixture.keep(1, "REMOVED").await?.id;
    let stale = fixture.store.remove_secret(fixture.confines(), id, 2, Confirmed::No, &fixture.actor(1)?).await;
    assert!(matches!(stale, Err(StoreError::Stale)));

    fixture.store.remove_secret(fixture.confines(), id, 1, Confirmed::No, &fixture.actor(1)?).await?;

    assert!(matches!(fixture.store.find_secret(fixture.confines(), id).await, Err(StoreError::NotFound)));
    let again = new_secret(1, "REMOVED", Owner::Team(fixture.team))?;
    let refused =
        fixture.store.insert_secret(NewSecret { summary: &again, envelope: "{}" }, None, &fixture.actor(2)?).await;
    assert!(matches!(refused, Err(StoreError::IdTaken)));
    fixture.keep(2, "REMOVED").await?;
    Ok(())
}
