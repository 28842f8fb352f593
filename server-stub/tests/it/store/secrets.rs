//! Secrets, kept, changed, listed and removed.

use anyhow::{Result, ensure};
use oz_domain::{
    Owner, UserId,
    api::{SecretSort, SortOrder},
};
use oz_server_stub::{Change, Confines, NewSecret, NewValue, PageRequest, StoreError};

use super::{Fixture, fixture::time, new_secret};

pub(crate) async fn a_secret_reads_back_as_it_was_kept(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let mut kept = new_secret(1, "Name", Owner::User(fixture.admin))?;
    kept.created_by.id = Some(fixture.admin);
    kept.updated_by.id = Some(fixture.admin);
    kept.description = "Grüße 🔑".parse()?;
    fixture.keep_summary(&kept).await?;

    let found = fixture
        .store
        .find_secret(fixture.confines(), kept.id)
        .await?;

    assert_eq!(found, kept);
    Ok(())
}

pub(crate) async fn names_of_one_owner_differ_by_more_than_case(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let first = fixture.keep(1, "Name").await?;
    let clash = new_secret(2, "NAME", Owner::Team(fixture.team))?;
    let new = NewSecret {
        summary: &clash,
        envelope: "{}",
    };

    let refused = fixture
        .store
        .insert_secret(new, None, &fixture.actor(0)?)
        .await;

    let Err(StoreError::NameTaken { id, name }) = refused else {
        anyhow::bail!("not refused")
    };
    assert_eq!((id, name.as_str()), (first.id.to_string(), "Name"));
    let own = new_secret(2, "NAME", Owner::User(fixture.admin))?;
    fixture.keep_summary(&own).await
}

pub(crate) async fn an_id_is_kept_once(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    fixture.keep(1, "ONE").await?;
    let clash = new_secret(1, "OTHER", Owner::User(fixture.admin))?;
    let new = NewSecret {
        summary: &clash,
        envelope: "{}",
    };

    let refused = fixture
        .store
        .insert_secret(new, None, &fixture.actor(0)?)
        .await;

    assert!(matches!(refused, Err(StoreError::IdTaken)));
    Ok(())
}

pub(crate) async fn a_secret_outside_the_confines_is_not_there(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let own = new_secret(1, "OWN", Owner::User(fixture.admin))?;
    fixture.keep_summary(&own).await?;
    let (store, actor) = (&fixture.store, fixture.actor(1)?);

    for user in [None, Some(UserId::from_parts(0, [9; 10]))] {
        let others = Confines {
            team: fixture.team,
            user,
        };
        let value = NewValue {
            revision: 2,
            kid: own.kid,
            envelope: "{}",
        };
        let tried = [
            store.find_secret(others, own.id).await.err(),
            store
                .update_secret(others, own.id, 1, &Change::default(), &actor)
                .await
                .err(),
            store
                .replace_value(others, own.id, 1, value, &actor)
                .await
                .err(),
            store.remove_secret(others, own.id, 1, &actor).await.err(),
        ];
        assert!(
            tried
                .iter()
                .all(|error| matches!(error, Some(StoreError::NotFound))),
            "{tried:?}"
        );
    }
    Ok(())
}

pub(crate) async fn a_change_needs_the_present_version(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let id = fixture.keep(1, "CHANGED").await?.id;
    let change = Change {
        description: Some("new".parse()?),
        enabled: Some(false),
    };
    let update = async |version| {
        fixture
            .store
            .update_secret(fixture.confines(), id, version, &change, &fixture.actor(9)?)
            .await
            .map_err(anyhow::Error::from)
    };

    let after = update(1).await?;

    assert_eq!(
        (after.version, after.enabled, after.description.as_str()),
        (2, false, "new")
    );
    assert_eq!(
        (after.updated_at, after.updated_by.id),
        (time(9)?, Some(fixture.admin))
    );
    for stale in [0, 1, 3] {
        let error = update(stale)
            .await
            .err()
            .and_then(|error| error.downcast::<StoreError>().ok());
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
        envelope: r#"{"new":1}"#,
    };

    let after = fixture
        .store
        .replace_value(fixture.confines(), before.id, 1, value, &fixture.actor(9)?)
        .await?;

    assert_eq!(
        (after.revision, after.version, after.kid, after.value_set_at),
        (2, 2, value.kid, time(9)?)
    );
    assert_eq!(after.created_at, before.created_at);
    let again = fixture
        .store
        .replace_value(fixture.confines(), before.id, 1, value, &fixture.actor(9)?)
        .await;
    assert!(matches!(again, Err(StoreError::Stale)));
    Ok(())
}

pub(crate) async fn a_removed_secret_frees_its_name_and_id(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let id = fixture.keep(1, "REMOVED").await?.id;
    let stale = fixture
        .store
        .remove_secret(fixture.confines(), id, 2, &fixture.actor(1)?)
        .await;
    assert!(matches!(stale, Err(StoreError::Stale)));

    fixture
        .store
        .remove_secret(fixture.confines(), id, 1, &fixture.actor(1)?)
        .await?;

    assert!(matches!(
        fixture.store.find_secret(fixture.confines(), id).await,
        Err(StoreError::NotFound)
    ));
    fixture.keep(1, "REMOVED").await?;
    Ok(())
}

fn everything(fixture: &Fixture) -> PageRequest {
    PageRequest {
        confines: fixture.confines(),
        scope: None,
        query: None,
        secret_type: None,
        enabled: None,
        sort: SecretSort::Name,
        order: SortOrder::Asc,
        limit: 1000,
        after: None,
    }
}

/// The names on all pages of three.
async fn walk(fixture: &Fixture, sort: SecretSort, order: SortOrder) -> Result<Vec<String>> {
    let mut request = PageRequest {
        sort,
        order,
        limit: 3,
        ..everything(fixture)
    };
    let mut names = Vec::new();
    loop {
        let page = fixture.store.list_secrets(&request).await?;
        ensure!(page.total == 9 && page.secrets.len() <= 3);
        names.extend(page.secrets.into_iter().map(|secret| secret.name));
        request.after = page.next;
        if request.after.is_none() {
            return Ok(names);
        }
    }
}

pub(crate) async fn every_order_is_total_and_pages_meet(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    for at in 0..9_u8 {
        let owner = if at % 2 == 0 {
            Owner::Team(fixture.team)
        } else {
            Owner::User(fixture.admin)
        };
        // Pairs share a name or a time, so that only the id tells them apart.
        let mut secret = new_secret(at, &format!("N_{}", (9 - at) / 2), owner)?;
        secret.created_at = time(u32::from(at / 3))?;
        fixture.keep_summary(&secret).await?;
    }

    for sort in [
        SecretSort::Name,
        SecretSort::UpdatedAt,
        SecretSort::CreatedAt,
    ] {
        let (up, mut down) = (
            walk(&fixture, sort, SortOrder::Asc).await?,
            walk(&fixture, sort, SortOrder::Desc).await?,
        );
        down.reverse();
        assert!(up.len() == 9 && up == down, "{sort:?}: {up:?} {down:?}");
    }
    Ok(())
}

pub(crate) async fn searches_take_their_text_literally(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    for (at, name, description) in [
        (1, "A_B", "100% ÄPFEL"),
        (2, "AXB", r"back\slash 'quote'"),
        (3, "C", ""),
    ] {
        let mut secret = new_secret(at, name, Owner::Team(fixture.team))?;
        secret.description = description.parse()?;
        fixture.keep_summary(&secret).await?;
    }

    for (text, found) in [
        ("a_b", 1),
        ("A", 2),
        ("%", 1),
        ("äpfel", 1),
        (r"k\s", 1),
        ("'", 1),
        ("", 3),
        ("\n", 3),
        ("zzz", 0),
    ] {
        let request = PageRequest {
            query: Some(text.to_owned()),
            ..everything(&fixture)
        };
        let page = fixture.store.list_secrets(&request).await?;
        assert_eq!(
            (page.secrets.len(), page.total),
            (found, found as u64),
            "{text:?}"
        );
    }
    Ok(())
}

pub(crate) async fn writers_at_once_wait_for_each_other(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let fixture = &fixture;

    let kept = futures_util::future::join_all(
        (0..32).map(|at| async move { fixture.keep(at, &format!("N_{at}")).await }),
    )
    .await;

    assert!(kept.iter().all(Result::is_ok));
    assert_eq!(
        fixture
            .store
            .list_secrets(&everything(fixture))
            .await?
            .total,
        32
    );
    Ok(())
}
