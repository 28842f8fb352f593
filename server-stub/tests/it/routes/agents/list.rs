//! `GET /api/v1/agent/identities`.

use anyhow::{Context, Result};
use oz_domain::api::{AgentPage, ProblemCode, paths};
use serde_json::json;

use super::{agent, agent_with};
use crate::harness::{Client, Stack};

async fn page(client: &Client, query: &str) -> Result<AgentPage> {
    client.get(&format!("{}?{query}", paths::AGENTS)).await?.read(200)
}

fn names(page: &AgentPage) -> Vec<&str> {
    page.agents.iter().map(|agent| agent.name.as_str()).collect()
}

#[tokio::test]
async fn agents_are_listed_by_name_and_searched() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    agent(&admin, "b").await?;
    agent_with(&admin, json!({ "name": "A", "description": "Nightly" })).await?;

    assert_eq!(names(&page(&admin, "factory_uid=x").await?), ["A", "b"]);
    assert_eq!(names(&page(&admin, "sort_order=desc").await?), ["b", "A"]);
    assert_eq!(names(&page(&admin, "query=NIGHT").await?), ["A"]);
    Ok(())
}

#[tokio::test]
async fn pages_meet_also_between_agents_of_one_name() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for _ in 0..3 {
        agent(&admin, "same").await?;
    }

    for query in ["", "sort_order=desc", "sort_by=updated_at"] {
        let first = page(&admin, &format!("limit=2&{query}")).await?;
        let cursor = first.page_info.next_cursor.context("more")?;
        let second = page(&admin, &format!("limit=2&{query}&cursor={cursor}")).await?;
        let mut ids: Vec<_> = first.agents.iter().chain(&second.agents).map(|agent| agent.uid).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), second.page_info.has_next_page, second.total), (3, false, 3), "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_asked_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (query, pointer) in [("limit=0", "/limit"), ("sort_by=last_updated", "/sort_by"), ("owner=me", "/owner")] {
        let answer = admin.get(&format!("{}?{query}", paths::AGENTS)).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::InvalidRequest, pointer));
    }
    Ok(())
}
