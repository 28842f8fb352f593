//! What comes later than the page: fetched in a quiet moment, before anybody asks for it.

use anyhow::{Result, ensure};
use oz_tests::{Engine, Visit, visit, wait};

/// How the names of such files begin.
const PART: &str = "/part-";

#[tokio::test]
async fn what_is_done_from_the_list_opens_without_a_fetch_in_chromium() -> Result<()> {
    visit(Engine::Chromium, opens_without_a_fetch).await
}

#[tokio::test]
async fn what_is_done_from_the_list_opens_without_a_fetch_in_firefox() -> Result<()> {
    visit(Engine::Firefox, opens_without_a_fetch).await
}

#[tokio::test]
async fn what_is_done_from_the_list_opens_without_a_fetch_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, opens_without_a_fetch).await
}

async fn opens_without_a_fetch(visit: &mut Visit) -> Result<()> {
    let secrets = visit.sign_in().await?;
    wait::until("the parts have come", async || Ok(fetched(visit) > 0)).await?;
    let before = fetched(visit);

    secrets.open_add().await?;

    ensure!(fetched(visit) == before, "opening the pane fetched a part");
    Ok(())
}

fn fetched(visit: &Visit) -> usize {
    visit.stack.spy().exchanges().into_iter().filter(|exchange| exchange.path().starts_with(PART)).count()
}
