//! Leaving with something unsaved: by link, Back, Forward and closing, each asks first.

use anyhow::{Result, ensure};
use oz_tests::{
    Engine, Visit,
    page::{AddPane, Draft, Secrets},
    visit, wait,
};

async fn with_a_draft(steps: impl AsyncFnOnce(&Visit, AddPane<'_>) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        // A page before and a page after this one in the history.
        visit.go("/sign-in").await?;
        visit.page().get("heading", "Sign in").await?;
        visit.page().click("link", "Go to the secrets").await?;
        secrets.wait_for_list().await?;
        let pane = secrets.open_add().await?;
        pane.fill(&Draft::new("UNSAVED", "fake-unsaved-value")).await?;
        steps(visit, pane).await
    })
    .await
}

/// Stays when asked to, and then goes when asked to.
async fn asks_then_goes(visit: &Visit, leave: impl AsyncFn() -> Result<()>) -> Result<()> {
    let page = visit.page();
    leave().await?;
    page.get("dialog", "Discard draft?").await?;
    page.click("button", "Keep editing").await?;
    page.get("dialog", "Add secret").await?;
    ensure!(page.value("textbox", "Value").await? == "fake-unsaved-value", "the text is lost");

    leave().await?;
    page.get("dialog", "Discard draft?").await?;
    page.click("button", "Discard").await?;
    page.gone("dialog", "Add secret").await
}

#[tokio::test]
async fn escape_and_cancel_ask_before_they_discard() -> Result<()> {
    with_a_draft(async |visit, _| {
        asks_then_goes(visit, async || visit.page().press("\u{e00c}").await).await?;
        let pane = Secrets::on(visit.page()).open_add().await?;
        pane.fill(&Draft::new("UNSAVED", "fake-unsaved-value")).await?;
        asks_then_goes(visit, async || visit.page().click("button", "Cancel").await).await
    })
    .await
}

#[tokio::test]
async fn back_asks_before_it_discards() -> Result<()> {
    with_a_draft(async |visit, _| {
        asks_then_goes(visit, async || Ok(visit.driver.back().await?)).await?;
        wait::until("the page before", async || Ok(visit.driver.current_url().await?.path() == "/sign-in")).await
    })
    .await
}

#[tokio::test]
async fn an_empty_pane_closes_without_a_question() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;

        visit.page().press("\u{e00c}").await?;

        pane.closed().await?;
        ensure!(!visit.page().has("dialog", "Discard draft?").await?, "it asked about nothing");
        Ok(())
    })
    .await
}
