//! Environments, kept, changed and removed.

use anyhow::{Context, Result};
use oz_domain::{EnvironmentId, TeamId, api::PersonRef};
use oz_server_stub::{Confirmed, EnvironmentRecord, StoreError};
use serde_json::json;

use super::{Fixture, fixture::time};

/// An environment; `at` makes its id.
fn new_environment(fixture: &Fixture, at: u8, name: &str) -> Result<EnvironmentRecord> {
    let by = PersonRef { id: Some(fixture.admin), label: "Ada@example.com".to_owned() };
    let config = json!({ "name": name, "setup_commands": ["make"], "secrets": [{ "name": "A", "as": "B" }] });
    Ok(EnvironmentRecord {
        id: EnvironmentId::from_parts(0, [at; 10]),
        team: fixture.team,
        config: serde_json::from_value(config)?,
        version: 1,
        created_at: time(u32::from(at))?,
        created_by: by.clone(),
        updated_at: time(u32::from(at))?,
        updated_by: by,
    })
}

async fn keep(fixture: &Fixture, at: u8, name: &str) -> Result<EnvironmentRecord> {
    let new = new_environment(fixture, at, name)?;
    let replayed = fixture.store.insert_environment(&new, None, &fixture.actor(0)?).await?;
    replayed.is_none().then_some(new).context("nothing to replay")
}

pub(crate) async fn an_environment_reads_back_as_it_was_kept(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;

    let kept = keep(&fixture, 1, "Ünïcode").await?;

    assert_eq!(fixture.store.find_environment(fixture.team, kept.id).await?, kept);
    Ok(())
}

pub(crate) async fn another_teams_environment_is_not_there(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let kept = keep(&fixture, 1, "a").await?;
    let other = TeamId::from_parts(0, [9; 10]);
    let mut confines = fixture.confines();
    confines.team = other;
    let actor = fixture.actor(5)?;

    let found = fixture.store.find_environment(other, kept.id).await;
    let changed = fixture.store.update_environment(other, kept.id, 1, kept.config.clone(), &actor).await;
    let removed = fixture.store.remove_environment(confines, kept.id, 1, Confirmed::Yes, &actor).await;

    assert!(matches!(found, Err(StoreError::NotFound)));
    assert!(matches!(changed, Err(StoreError::NotFound)));
    assert!(matches!(removed, Err(StoreError::NotFound)));
    Ok(())
}

pub(crate) async fn a_change_needs_the_present_version_and_a_free_name(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let (kept, other) = (keep(&fixture, 1, "a").await?, keep(&fixture, 2, "b").await?);
    let change = async |version, name: &str| {
        let mut config = kept.config.clone();
        config.name = name.parse()?;
        let actor = fixture.actor(7)?;
        anyhow::Ok(fixture.store.update_environment(fixture.team, kept.id, version, config, &actor).await)
    };

    assert!(matches!(change(2, "c").await?, Err(StoreError::Stale)));
    assert!(matches!(change(1, "B").await?, Err(StoreError::NameTaken { id, .. }) if id == other.id.to_string()));
    let after = change(1, "c").await??;
    assert_eq!((after.config.name.as_str(), after.version, after.updated_at), ("c", 2, time(7)?));
    Ok(())
}
