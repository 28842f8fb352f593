//! `GET /api/v1/agent/runs`: pages, orders and filters.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    RunId,
    api::{ProblemCode, Receipt, RunPage, paths},
};
use serde_json::json;

use crate::harness::{Client, Runner, Stack, TeamKey};

async fn page(client: &Client, query: &str) -> Result<RunPage> {
    client.get(&format!("{}?{query}", paths::RUNS)).await?.read(200)
}

async fn found(client: &Client, query: &str) -> Result<Vec<RunId>> {
    Ok(page(client, query).await?.runs.into_iter().map(|run| run.run_id).collect())
}

async fn several(stack: &Stack, client: &Client, titles: &[&str]) -> Result<Vec<RunId>> {
    let mut runs = Vec::new();
    for title in titles {
        stack.clock.advance(Duration::from_secs(1));
        runs.push(client.start_run(&json!({ "prompt": "x", "title": title })).await?);
    }
    Ok(runs)
}

#[tokio::test]
async fn every_order_is_paged_without_gap_or_repetition() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let runs = several(&stack, &admin, &["b", "A", "c", "a"]).await?;
    let up = |order: [usize; 4]| order.map(|at| runs[at]).to_vec();

    for (sort, expected) in [
        ("created_at", up([0, 1, 2, 3])),
        ("updated_at", up([0, 1, 2, 3])),
        ("title", up([1, 3, 0, 2])),
        ("agent", up([0, 1, 2, 3])),
    ] {
        for (order, expected) in [("asc", expected.clone()), ("desc", expected.into_iter().rev().collect())] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let query = format!("limit=1&sort_by={sort}&sort_order={order}{cursor}");
                let page = page(&admin, &query).await?;
                seen.extend(page.runs.iter().map(|run| run.run_id));
                let Some(next) = page.page_info.next_cursor else {
                    assert!(!page.page_info.has_next_page);
                    break;
                };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(seen, expected, "{sort} {order}");
        }
    }
    assert_eq!(found(&admin, "").await?, up([3, 2, 1, 0]));
    Ok(())
}

#[tokio::test]
async fn each_filter_finds_what_it_says() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    let plain = admin.start_run(&json!({ "prompt": "one" })).await?;
    stack.clock.advance(Duration::from_mins(1));
    let config = json!({ "name": "nightly", "model_id": "m1", "skill_spec": "o/r:deploy" });
    let labelled = json!({ "prompt": "50% of_two", "config": config, "metadata": { "ticket": "A-1", "kind": "x" },
        "parent_run_id": plain });
    let labelled = mia.start_run(&labelled).await?;
    stack.clock.advance(Duration::from_secs(1));
    let grandchild = team_key.start_run(&json!({ "prompt": "three", "parent_run_id": labelled })).await?;
    admin.request(Method::POST, &paths::run_cancel(plain)).send().await?;
    let mias = mia.session().await?.user.map(|user| user.id.to_string()).unwrap_or_default();

    for (query, expected) in [
        ("state=CANCELLED".to_owned(), vec![plain]),
        ("state=CANCELLED&state=FAILED".to_owned(), vec![plain]),
        ("state=QUEUED,CANCELLED&q=one".to_owned(), vec![plain]),
        (format!("creator={mias}"), vec![labelled]),
        (format!("executor={mias}"), vec![labelled]),
        ("name=nightly".to_owned(), vec![labelled]),
        ("model_id=m1".to_owned(), vec![labelled]),
        ("skill=o/r:deploy".to_owned(), vec![labelled]),
        ("skill_spec=o/r:deploy".to_owned(), vec![labelled]),
        ("q=50%25%20OF_t".to_owned(), vec![labelled]),
        ("q=%25%25".to_owned(), vec![]),
        ("metadata[ticket]=A-1&metadata[kind]=x".to_owned(), vec![labelled]),
        ("metadata[ticket]=A-1&metadata[kind]=y".to_owned(), vec![]),
        ("metadata%5Bticket%5D=A-1&metadata%5Bticket%5D=A-1".to_owned(), vec![labelled]),
        ("source=API".to_owned(), vec![grandchild]),
        ("source=SLACK".to_owned(), vec![]),
        (format!("ancestor_run_id={plain}&sort_order=asc&sort_by=created_at"), vec![labelled, grandchild]),
        (format!("ancestor_run_id={labelled}"), vec![grandchild]),
        ("created_before=2026-03-12T09:30:30%2B00:00".to_owned(), vec![plain]),
        ("created_after=2026-03-12T10:30:30%2B01:00&q=three".to_owned(), vec![grandchild]),
        ("updated_after=2026-03-12T09:30:30Z&state=CANCELLED".to_owned(), vec![plain]),
        ("environment_id=empty-environment&q=one".to_owned(), vec![plain]),
        ("environment_id=other".to_owned(), vec![]),
        ("factory_uid=f".to_owned(), vec![]),
        ("artifact_type=PLAN".to_owned(), vec![]),
    ] {
        assert_eq!(found(&admin, &query).await?, expected, "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn those_that_got_fewer_than_they_asked_for_are_found() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let whole = admin.start_run(&json!({ "prompt": "x" })).await?;
    let fewer = admin.start_run(&json!({ "prompt": "x", "config": { "secrets": [{ "name": "GONE" }] } })).await?;
    let runner = Runner::new(&admin)?;
    for run in [whole, fewer] {
        runner.take(run).await?;
        runner.say(run, &Receipt::Received { variables: 0 }).await?;
    }

    assert_eq!(found(&admin, "fewer=true").await?, [fewer]);
    assert_eq!(found(&admin, "fewer=false&execution_location=LOCAL").await?, [whole]);
    assert_eq!(found(&admin, "execution_location=REMOTE").await?, []);
    let listed = page(&admin, "fewer=true").await?.runs.remove(0);
    assert!(listed.secrets.is_some_and(|secrets| secrets.fewer && secrets.rows.is_empty()));
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    several(&stack, &admin, &["a", "b"]).await?;
    let cursor = page(&admin, "limit=1").await?.page_info.next_cursor.unwrap_or_default();

    for (query, pointer) in [
        ("limit=0".to_owned(), "/limit"),
        ("limit=501".to_owned(), "/limit"),
        ("limit=x".to_owned(), "/limit"),
        ("state=waiting".to_owned(), "/state"),
        ("created_after=yesterday".to_owned(), "/created_after"),
        ("metadata[a]=&metadata[b]=&metadata[c]=&metadata[d]=&metadata[e]=&metadata[f]=".to_owned(), "/metadata"),
        (format!("q={}", "a".repeat(501)), "/q"),
        (format!("q={}", "a".repeat(60_000)), "/q"),
        ("cursor=nonsense".to_owned(), "/cursor"),
        (format!("sort_by=title&cursor={cursor}"), "/cursor"),
        ("statee=QUEUED".to_owned(), ""),
    ] {
        let answer = admin.get(&format!("{}?{query}", paths::RUNS)).await?;
        assert_eq!(
            (answer.code()?, answer.field()?.pointer.as_str()),
            (ProblemCode::InvalidRequest, pointer),
            "{query}"
        );
    }
    assert_eq!(page(&admin, "limit=500").await?.runs.len(), 2);
    let hidden = stack.signed_in("mia@example.com").await?.start_run(&json!({ "prompt": "x", "team": false })).await?;
    let answer = admin.get(&format!("{}?ancestor_run_id={hidden}", paths::RUNS)).await?;
    assert_eq!(answer.code()?, ProblemCode::NotFound);
    Ok(())
}
