//! `GET /api/v1/secrets`: page by page.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::api::{ProblemCode, SecretPage, paths};

use crate::harness::{Client, Stack};

async fn page(client: &Client, query: &str, cursor: Option<&str>) -> Result<SecretPage> {
    let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
    client.get(&format!("{}?{query}{cursor}", paths::SECRETS)).await?.read(200)
}

/// All pages, one after the other.
async fn walk(client: &Client, query: &str) -> Result<Vec<String>> {
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let page = page(client, query, cursor.as_deref()).await?;
        names.extend(page.secrets.into_iter().map(|secret| secret.name));
        assert_eq!(page.page_info.has_next_page, page.page_info.next_cursor.is_some());
        cursor = page.page_info.next_cursor;
        if cursor.is_none() {
            return Ok(names);
        }
    }
}

async fn some_secrets(client: &Client) -> Result<()> {
    for at in 0..7 {
        client.team_secret(&format!("TEAM_{at}")).await?;
        client.own_secret(&format!("OWN_{at}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_secret_is_on_exactly_one_page_in_every_order() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    some_secrets(&admin).await?;

    for sort in ["name", "updated_at", "created_at"] {
        for order in ["asc", "desc"] {
            // The clock stands still: all times are the same, and only ids tell the secrets apart.
            let query = format!("limit=3&sort_by={sort}&sort_order={order}");
            let mut names = walk(&admin, &query).await?;
            assert_eq!(names.len(), 14, "{query}");
            names.sort();
            names.dedup();
            assert_eq!(names.len(), 14, "{query}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_total_counts_all_pages() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    some_secrets(&admin).await?;

    let first = page(&admin, "limit=3&query=team", None).await?;
    let second = page(&admin, "limit=3&query=team", first.page_info.next_cursor.as_deref()).await?;

    assert_eq!((first.total, second.total, second.secrets.len()), (7, 7, 3));
    Ok(())
}

#[tokio::test]
async fn a_page_that_is_exactly_full_has_none_after_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    some_secrets(&admin).await?;

    let page = page(&admin, "limit=14", None).await?;

    assert!(page.secrets.len() == 14 && !page.page_info.has_next_page);
    Ok(())
}

#[tokio::test]
async fn what_comes_and_goes_between_pages_moves_nothing_else() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for name in ["A", "B", "D", "E"] {
        admin.team_secret(name).await?;
    }
    let first = page(&admin, "limit=2", None).await?;
    let last = first.secrets.last().context("two secrets")?;
    admin.change(Method::DELETE, &paths::secret(last.id), 1).send().await?;
    admin.team_secret("AA").await?;
    admin.team_secret("C").await?;

    let second = page(&admin, "limit=9", first.page_info.next_cursor.as_deref()).await?;

    let names: Vec<_> = second.secrets.iter().map(|secret| secret.name.as_str()).collect();
    assert_eq!(names, ["C", "D", "E"]);
    Ok(())
}

#[tokio::test]
async fn a_cursor_belongs_to_its_order() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    some_secrets(&admin).await?;
    let cursor = page(&admin, "limit=2", None).await?.page_info.next_cursor.context("more")?;

    for query in ["sort_order=desc", "sort_by=updated_at"] {
        let answer = admin.get(&format!("{}?{query}&cursor={cursor}", paths::SECRETS)).await?;
        assert_eq!((answer.code()?, answer.field()?.code.as_str()), (ProblemCode::InvalidRequest, "cursor_invalid"));
    }
    Ok(())
}

#[tokio::test]
async fn a_cursor_opens_nobody_elses_list() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    some_secrets(&admin).await?;
    let cursor = page(&admin, "limit=1", None).await?.page_info.next_cursor.context("more")?;

    let page = page(&mia, "limit=100", Some(&cursor)).await?;

    assert!(page.secrets.iter().all(|secret| secret.name.starts_with("TEAM_")));
    Ok(())
}
