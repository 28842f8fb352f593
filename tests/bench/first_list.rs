//! From an address typed to a list seen, in a profile that has never been here.

use anyhow::{Context, Result};
use oz_tests::{Driver, Engine, Stack, wait};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{client::Client, report::Section, stats::median};

const HOW: &str = "Loopback, headless Chromium, each time a fresh profile that has nothing but the session's cookie: no \
    HTTP cache, no compiled code. From the start of the navigation to the end of the frame that painted the first row: \
    a row in the document, then the next animation frame, then a message that arrives after it.";

const VISITS: usize = 11;

/// What the page says of one visit, in milliseconds since the navigation began.
#[derive(Deserialize)]
struct Visit {
    painted: f64,
    there: f64,
    /// When the first byte of the answer came, when the module began to run, when the list was asked for and came.
    first_byte: f64,
    program_asked: f64,
    program_came: f64,
    list_asked: f64,
    list_came: f64,
    first_paint: f64,
    bytes: f64,
}

/// Visits again and again, and notes medians under keys that begin with `prefix`.
///
/// # Errors
///
/// When the list doesn't come.
pub(crate) async fn measure(stack: &Stack, client: &Client) -> Result<Section> {
    let mut section = Section::new("From navigation to painted list", HOW);
    let visits = visits(stack, client, VISITS).await?;
    let of = |what: fn(&Visit) -> f64| median(&visits.iter().map(what).collect::<Vec<_>>());
    section.barred("navigate_to_list_ms", "list painted, 100 secrets", of(|visit| visit.painted), "ms", 300.0);
    section.figure("navigate_first_byte_ms", "first byte of the page", of(|visit| visit.first_byte), "ms");
    section.figure("navigate_first_paint_ms", "anything painted", of(|visit| visit.first_paint), "ms");
    section.figure("navigate_program_asked_ms", "program asked for", of(|visit| visit.program_asked), "ms");
    section.figure("navigate_program_ms", "program there", of(|visit| visit.program_came), "ms");
    section.figure("navigate_list_asked_ms", "list asked for", of(|visit| visit.list_asked), "ms");
    section.figure("navigate_list_came_ms", "list there", of(|visit| visit.list_came), "ms");
    section.figure("navigate_rows_ms", "rows in the document", of(|visit| visit.there), "ms");
    section.figure("navigate_bytes", "everything that came, in bodies", of(|visit| visit.bytes), "B");
    Ok(section)
}

/// The median time to a painted list.
///
/// # Errors
///
/// When the list doesn't come.
pub(crate) async fn painted(stack: &Stack, client: &Client) -> Result<f64> {
    let visits = visits(stack, client, 5).await?;
    Ok(median(&visits.iter().map(|visit| visit.painted).collect::<Vec<_>>()))
}

async fn visits(stack: &Stack, client: &Client, count: usize) -> Result<Vec<Visit>> {
    let mut visits = Vec::new();
    // The first is the machine's own warming up: the server's first pages, the browser's files.
    for visit in 0..=count {
        let browser = signed_in(stack, client).await?;
        let seen = visit_once(&browser, &stack.direct_origin()).await?;
        browser.quit().await?;
        if visit > 0 {
            visits.push(seen);
        }
    }
    Ok(visits)
}

/// A browser with a fresh profile that holds the session's cookie.
///
/// # Errors
///
/// When it doesn't start.
pub(crate) async fn signed_in(stack: &Stack, client: &Client) -> Result<Driver> {
    let browser = Driver::start(Engine::Chromium).await?;
    let (name, value) = client.cookie();
    let cookie = json!({
        "name": name, "value": value, "url": stack.direct_origin(), "path": "/",
        "secure": true, "httpOnly": true, "sameSite": "Strict",
    });
    browser.cdp().send_raw("Network.setCookie", cookie).await?;
    Ok(browser)
}

async fn visit_once(browser: &Driver, origin: &str) -> Result<Visit> {
    let script = json!({ "source": include_str!("page/painted.js") });
    browser.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    // A profile's very first navigation also starts a renderer, which is no part of the page.
    browser.goto("about:blank").await?;
    browser.goto(format!("{origin}/secrets")).await?;
    let seen = wait::some("a painted list", async || {
        let seen: Value = browser.script(include_str!("page/seen.js"), &[]).await?;
        Ok((!seen.is_null()).then_some(seen))
    });
    serde_json::from_value(seen.await?).context("the page says something else of its loading")
}
