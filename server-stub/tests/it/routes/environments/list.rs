//! `GET /api/v1/agent/environments`.

use std::time::Duration;

use anyhow::{Context, Result};
use oz_domain::api::{EnvironmentPage, ProblemCode, RunState, paths};
use serde_json::json;

use super::{environment, environment_with};
use crate::harness::{Client, Runner, Stack};

async fn page(client: &Client, query: &str) -> Result<EnvironmentPage> {
    client.get(&format!("{}?{query}", paths::ENVIRONMENTS)).await?.read(200)
}

fn names(page: &EnvironmentPage) -> Vec<&str> {
    page.environments.iter().map(|environment| environment.config.name.as_str()).collect()
}

#[tokio::test]
async fn the_latest_change_comes_first_unless_asked_otherwise() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for name in ["b", "C", "a"] {
        environment(&admin, name).await?;
        stack.clock.advance(Duration::from_secs(1));
    }

    assert_eq!(names(&page(&admin, "").await?), ["a", "C", "b"]);
    assert_eq!(names(&page(&admin, "sort_by=last_updated&sort_order=asc").await?), ["b", "C", "a"]);
    assert_eq!(names(&page(&admin, "sort_by=name").await?), ["a", "b", "C"]);
    assert_eq!(names(&page(&admin, "sort_by=name&sort_order=desc").await?), ["C", "b", "a"]);
    Ok(())
}

#[tokio::test]
async fn every_environment_is_on_exactly_one_page_in_every_order() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for at in 0..7 {
        environment(&admin, &format!("é {at}")).await?;
    }

    for query in ["sort_by=name", "sort_by=name&sort_order=desc", "sort_by=last_updated", "sort_order=asc"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = page(&admin, &format!("limit=3&{query}{cursor}")).await?;
            assert_eq!(page.total, 7);
            seen.extend(names(&page).into_iter().map(str::to_owned));
            match page.page_info.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 7, "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn a_search_takes_its_text_literally_in_name_and_description() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    environment_with(&admin, json!({ "name": "Ops", "description": "100% Überwachung" })).await?;
    environment(&admin, "other").await?;

    for (query, total) in [("query=OPS", 1), ("query=%25", 1), ("query=%C3%BCber", 1), ("query=_", 0), ("query=", 2)] {
        assert_eq!(page(&admin, query).await?.total, total, "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn the_list_tells_how_many_secrets_and_which_are_missing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_secret("THERE").await?;
    let list = json!([{ "name": "THERE" }, { "name": "GONE", "required": true }]);
    environment_with(&admin, json!({ "name": "a", "secrets": list })).await?;

    let listed = page(&admin, "").await?.environments.pop().context("one")?;

    assert_eq!(listed.secret_count, Some(2));
    let missing: Vec<_> = listed.missing_secrets.iter().map(|one| (one.name.as_str(), one.required)).collect();
    assert_eq!(missing, [("GONE", true)]);
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_asked_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    environment(&admin, "a").await?;
    environment(&admin, "b").await?;
    let cursor = page(&admin, "limit=1").await?.page_info.next_cursor.context("more")?;

    for (query, pointer) in [
        ("limit=0".to_owned(), "/limit"),
        ("limit=1001".to_owned(), "/limit"),
        ("sort_by=size".to_owned(), "/sort_by"),
        ("owner=me".to_owned(), "/owner"),
        ("cursor=nonsense".to_owned(), "/cursor"),
        (format!("sort_by=name&cursor={cursor}"), "/cursor"),
    ] {
        let answer = admin.get(&format!("{}?{query}", paths::ENVIRONMENTS)).await?;
        let told = (answer.code()?, answer.field()?.pointer);
        assert_eq!(told, (ProblemCode::InvalidRequest, pointer.to_owned()), "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn the_latest_run_that_the_caller_may_know_of_stands_with_its_environment() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let made = environment(&admin, "a").await?;
    let ask = |title: &'static str, team: bool, secrets: serde_json::Value| {
        json!({ "prompt": "x", "title": title, "team": team,
                "config": { "environment_id": made.uid, "secrets": secrets } })
    };
    let missing = json!([{ "name": "GONE", "required": true }]);
    let failing = admin.start_run(&ask("first", true, missing)).await?;
    let _ = Runner::new(&admin)?.claim(failing).await?;
    let latest = async |client: &Client| page(client, "").await?.environments.pop().context("one");

    let failed = latest(&mia).await?;
    stack.clock.advance(Duration::from_secs(1));
    admin.start_run(&ask("second", false, json!([]))).await?;

    let task = failed.last_task_created.context("a run")?;
    assert_eq!((task.title.as_str(), task.state, failed.setup_failed), ("first", RunState::Failed, true));
    assert_eq!(failed.last_task_run_timestamp, Some(task.created_at));
    assert_eq!(latest(&mia).await?.last_task_created.map(|task| task.title).as_deref(), Some("first"));
    let own = latest(&admin).await?;
    assert_eq!(own.last_task_created.map(|task| task.title).as_deref(), Some("second"));
    assert!(!own.setup_failed);
    Ok(())
}
