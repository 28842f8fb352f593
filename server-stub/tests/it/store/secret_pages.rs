//! Secrets, listed.

use anyhow::{Result, ensure};
use oz_domain::{
    Owner,
    api::{SecretSort, SortOrder},
};
use oz_server_stub::PageRequest;

use super::{Fixture, fixture::time, new_secret};

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
    let mut request = PageRequest { sort, order, limit: 3, ..everything(fixture) };
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

pub(crate) async fn every_order_is_total_and_pages_meet(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    for at in 0..9_u8 {
        let owner = if at % 2 == 0 { Owner::Team(fixture.team) } else { Owner::User(fixture.admin) };
        // Pairs share a name or a time, so that only the id tells them apart.
        let mut secret = new_secret(at, &format!("N_{}", (9 - at) / 2), owner)?;
        secret.created_at = time(u32::from(at / 3))?;
        fixture.keep_summary(&secret).await?;
    }

    for sort in [SecretSort::Name, SecretSort::UpdatedAt, SecretSort::CreatedAt] {
        let (up, mut down) =
            (walk(&fixture, sort, SortOrder::Asc).await?, walk(&fixture, sort, SortOrder::Desc).await?);
        down.reverse();
        assert!(up.len() == 9 && up == down, "{sort:?}: {up:?} {down:?}");
    }
    Ok(())
}

pub(crate) async fn searches_take_their_text_literally(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    for (at, name, description) in [(1, "A_B", "100% ÄPFEL"), (2, "AXB", r"back\slash 'quote'"), (3, "C", "")] {
        let mut secret = new_secret(at, name, Owner::Team(fixture.team))?;
        secret.description = description.parse()?;
        fixture.keep_summary(&secret).await?;
    }

    for (text, found) in
        [("a_b", 1), ("A", 2), ("%", 1), ("äpfel", 1), (r"k\s", 1), ("'", 1), ("", 3), ("\n", 3), ("zzz", 0)]
    {
        let request = PageRequest { query: Some(text.to_owned()), ..everything(&fixture) };
        let page = fixture.store.list_secrets(&request).await?;
        assert_eq!((page.secrets.len(), page.total), (found, found as u64), "{text:?}");
    }
    Ok(())
}

pub(crate) async fn writers_at_once_wait_for_each_other(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let fixture = &fixture;

    let kept =
        futures_util::future::join_all((0..32).map(|at| async move { fixture.keep(at, &format!("N_{at}")).await }))
            .await;

    assert!(kept.iter().all(Result::is_ok));
    assert_eq!(fixture.store.list_secrets(&everything(fixture)).await?.total, 32);
    Ok(())
}
