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

async fn with_a_page_ahead(steps: impl AsyncFnOnce(&Visit) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let ahead = "history.pushState(history.state, '', '/sign-in'); history.back()";
        visit.driver.script::<serde_json::Value>(ahead, &[]).await?;
        wait::until("one step back", async || Ok(visit.driver.current_url().await?.path() == "/secrets")).await?;
        secrets.open_add().await?.fill(&Draft::new("UNSAVED", "fake-unsaved-value")).await?;
        visit.driver.forward().await?;
        visit.page().get("dialog", "Discard draft?").await?;
        steps(visit).await
    })
    .await
}

#[tokio::test]
async fn forward_asks_before_it_discards() -> Result<()> {
    with_a_page_ahead(async |visit| {
        visit.page().click("button", "Discard").await?;

        wait::until("the page after", async || Ok(visit.driver.current_url().await?.path() == "/sign-in")).await
    })
    .await
}

#[tokio::test]
async fn forward_loses_nothing_when_the_person_stays() -> Result<()> {
    with_a_page_ahead(async |visit| {
        visit.page().click("button", "Keep editing").await?;

        visit.page().get("dialog", "Add secret").await?;
        ensure!(visit.page().value("textbox", "Value").await? == "fake-unsaved-value", "the text is lost");
        ensure!(visit.driver.current_url().await?.path() == "/secrets", "the address is another page's");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_asks_before_it_discards() -> Result<()> {
    with_a_draft(async |visit, _| {
        // Behind a modal pane no pointer reaches a link; programs that read pages aloud may.
        asks_then_goes(visit, async || visit.page().script_click("nav a[href='/secrets']").await).await?;
        Secrets::on(visit.page()).wait_for_list().await
    })
    .await
}

#[tokio::test]
async fn closing_the_tab_is_asked_about_while_something_is_unsaved() -> Result<()> {
    with_a_draft(async |visit, pane| {
        ensure!(would_ask(visit).await?, "the tab would close without a word");

        pane.discard().await?;

        ensure!(!would_ask(visit).await?, "the browser would ask about nothing");
        Ok(())
    })
    .await
}

/// Whether the browser would ask before it closes the tab. Drivers answer the real question themselves.
pub(crate) async fn would_ask(visit: &Visit) -> Result<bool> {
    let script = "
        const closing = new Event('beforeunload', { cancelable: true });
        dispatchEvent(closing);
        return closing.defaultPrevented;
    ";
    visit.driver.script(script, &[]).await
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
