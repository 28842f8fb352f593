//! The page's policy: kept by every journey (each looks back at its end), and seen to be watched.

use anyhow::{Context, Result, ensure};
use hyper::StatusCode;
use oz_tests::{
    Engine, Visit,
    spy::{Answer, Tamper},
    visit, wait,
};

const PLANTED: &str = "<!doctype html><title>before</title><p style='color:red'>A page with an inline script</p>
    <script>document.title = 'the script ran'</script>";

#[tokio::test]
async fn a_planted_violation_is_reported_in_chromium() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        is_reported(visit).await?;
        let log = visit.driver.browser_log().await?;
        ensure!(log.iter().any(|line| line.message.contains("Content Security Policy")), "not in the log: {log:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_planted_violation_is_reported_in_firefox() -> Result<()> {
    visit(Engine::Firefox, async |visit| is_reported(visit).await).await
}

#[tokio::test]
async fn a_planted_violation_is_reported_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, async |visit| is_reported(visit).await).await
}

/// An inline script, served with the very policy of the page.
async fn is_reported(visit: &mut Visit) -> Result<()> {
    visit.go("/").await?;
    let spy = visit.stack.spy();
    let first = spy.exchanges().into_iter().next().context("nothing was asked")?;
    let mut answer = Answer::new(StatusCode::OK, "text/html", PLANTED);
    answer.headers = first.answer.context("nothing was answered")?.headers;
    spy.tamper(Tamper::answer("GET", "/planted", answer));

    visit.go("/planted").await?;

    let spy = visit.stack.spy();
    wait::until("a report", async || Ok(!spy.policy_reports().is_empty())).await?;
    ensure!(visit.driver.title().await? == "before", "the script ran all the same");
    ensure!(visit.look_back().await.is_err(), "a journey would not have noticed");
    visit.expect_failure();
    Ok(())
}
