//! Agents, confined to their team.

use anyhow::Result;
use oz_domain::{
    AgentId, TeamId,
    api::{PersonRef, UpdateAgent},
};
use oz_server_stub::{AgentChange, AgentRecord, Confirmed, StoreError};
use serde_json::json;

use super::{Fixture, fixture::time};

async fn keep(fixture: &Fixture) -> Result<AgentRecord> {
    let by = PersonRef { id: None, label: "key".to_owned() };
    let new = AgentRecord {
        id: AgentId::from_parts(0, [1; 10]),
        team: fixture.team,
        config: serde_json::from_value(json!({ "name": "a", "secrets": [], "harness": { "type": "codex" } }))?,
        version: 1,
        created_at: time(1)?,
        created_by: by.clone(),
        updated_at: time(1)?,
        updated_by: by,
    };
    fixture.store.insert_agent(&new, None, &fixture.actor(0)?).await?;
    Ok(new)
}

pub(crate) async fn an_agent_reads_back_as_it_was_kept(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;

    let kept = keep(&fixture).await?;

    assert_eq!(fixture.store.find_agent(fixture.team, kept.id).await?, kept);
    Ok(())
}

pub(crate) async fn another_teams_agent_is_not_there(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let kept = keep(&fixture).await?;
    let other = TeamId::from_parts(0, [9; 10]);
    let mut confines = fixture.confines();
    confines.team = other;
    let actor = fixture.actor(5)?;

    let found = fixture.store.find_agent(other, kept.id).await;
    let changed = fixture.store.update_agent(other, kept.id, None, UpdateAgent::default(), &actor).await;
    let removed = fixture.store.remove_agent(confines, kept.id, None, Confirmed::Yes, &actor).await;

    assert!(matches!(found, Err(StoreError::NotFound)));
    assert!(matches!(changed, Err(StoreError::NotFound)));
    assert!(matches!(removed, Err(StoreError::NotFound)));
    Ok(())
}

pub(crate) async fn an_agent_is_changed_with_or_without_a_version(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let kept = keep(&fixture).await?;
    let rename = async |version, name: &str| {
        let change: UpdateAgent = serde_json::from_value(json!({ "name": name }))?;
        anyhow::Ok(fixture.store.update_agent(fixture.team, kept.id, version, change, &fixture.actor(7)?).await)
    };

    assert!(matches!(rename(Some(2), "b").await?, Err(StoreError::Stale)));
    for (version, name, after) in [(None, "b", 2), (Some(2), "c", 3)] {
        let AgentChange::Done(agent) = rename(version, name).await?? else {
            anyhow::bail!("refused");
        };
        assert_eq!((agent.config.name.as_str(), agent.version, &agent.updated_at), (name, after, &time(7)?));
    }
    Ok(())
}
