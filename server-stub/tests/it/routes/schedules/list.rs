//! `GET /api/v1/agent/schedules`.

use anyhow::{Context, Result};
use oz_domain::api::{ProblemCode, SchedulePage, paths};
use serde_json::json;

use super::schedule;
use crate::harness::{Client, Stack};

async fn page(client: &Client, query: &str) -> Result<SchedulePage> {
    client.get(&format!("{}?{query}", paths::SCHEDULES)).await?.read(200)
}

#[tokio::test]
async fn the_teams_schedules_and_ones_own_are_listed_by_name() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for (name, team) in [("c", true), ("B", false), ("a", true)] {
        schedule(&admin, &json!({ "name": name, "team": team })).await?;
    }
    let names = |page: &SchedulePage| page.schedules.iter().map(|one| one.name.to_string()).collect::<Vec<_>>();

    let first = page(&admin, "limit=2").await?;
    let cursor = first.page_info.next_cursor.clone().context("more")?;
    let second = page(&admin, &format!("limit=2&cursor={cursor}")).await?;

    assert_eq!((names(&first), first.total), (vec!["a".to_owned(), "B".to_owned()], 3));
    assert_eq!((names(&second), second.total, second.page_info.has_next_page), (vec!["c".to_owned()], 3, false));
    assert_eq!(names(&page(&admin, "query=b").await?), ["B"]);
    assert!(first.schedules.iter().all(|one| one.next_runs.is_empty() && one.history.next_run.is_some()));
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_asked_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (query, pointer) in [("limit=0", "/limit"), ("sort_by=next", "/sort_by"), ("cursor=x", "/cursor")] {
        let answer = admin.get(&format!("{}?{query}", paths::SCHEDULES)).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::InvalidRequest, pointer));
    }
    Ok(())
}
