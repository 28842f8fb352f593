//! What comes later than the page: fetched in a quiet moment, before anybody asks for it.

use std::{cell::Cell, time::Duration};

use anyhow::{Result, ensure};
use oz_tests::{Engine, Visit, visit, wait};
use tokio::time::sleep;

/// So long without another fetch means that no more will come by themselves.
const QUIET: Duration = Duration::from_secs(1);

/// How the names of such files begin.
const PART: &str = "/part-";
const PANES: &str = "/part-panes-";

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
    let before = all_fetched(visit).await?;

    secrets.open_add().await?;

    ensure!(fetched(visit) == before, "opening the pane fetched a part");
    Ok(())
}

/// How many files have been fetched, once no more are: a part comes in several.
async fn all_fetched(visit: &Visit) -> Result<usize> {
    let last = Cell::new(0);
    wait::until("the parts have come", async || {
        let before = last.replace(fetched(visit));
        sleep(QUIET).await;
        Ok(has_panes(visit) && fetched(visit) == before)
    })
    .await?;
    Ok(last.get())
}

/// Whether the part that has the panes was asked for: the page for signing in has parts too.
fn has_panes(visit: &Visit) -> bool {
    visit.stack.spy().exchanges().iter().any(|exchange| exchange.path().starts_with(PANES))
}

fn fetched(visit: &Visit) -> usize {
    visit.stack.spy().exchanges().into_iter().filter(|exchange| exchange.path().starts_with(PART)).count()
}
