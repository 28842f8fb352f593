//! Chromium by chromedriver.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;
use thirtyfour::WebDriver;

use super::{
    devtools::DevTools,
    launch::{self, HEIGHT, Launched, WIDTH},
};
use crate::config::Need;

const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // The browser's own widgets are web pages too, of a process each, in every window; nobody looks at them here.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,SpareRendererForSitePerProcess",
];

/// Where it keeps what it keeps.
pub(super) fn profile(home: impl AsRef<Path>) -> PathBuf {
    home.as_ref().join("chromium")
}

pub(super) async fn launch(home: &Path) -> Result<Launched> {
    let port = launch::free_port()?;
    let driver = launch::command(Need::Chromedriver, home)?;
    let driver = launch::listening(home, driver, port, &[format!("--port={port}")]).await?;
    let mut arguments: Vec<String> = ARGUMENTS.iter().map(ToString::to_string).collect();
    arguments.push(format!("--window-size={WIDTH},{HEIGHT}"));
    arguments.push(format!("--user-data-dir={}", launch::text(&profile(home))));
    let capabilities = json!({
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "unhandledPromptBehavior": "ignore",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "binary": launch::text(&Need::Chromium.path()?), "args": arguments },
    });
    Ok(Launched { programs: vec![driver], port, capabilities })
}

/// Makes a context with an empty window, and ends the one before with all that it kept.
pub(super) async fn fresh(web: &WebDriver, home: &Path, before: Option<String>) -> Result<String> {
    let mut browser = DevTools::connect(&profile(home)).await?;
    let old = web.window().await?;
    let fresh = browser.make().await?;
    web.switch_to_window(fresh.window.into()).await?;
    match before {
        Some(context) => browser.dispose(&context).await?,
        None => browser.close(&old.to_string()).await?,
    }
    web.set_window_rect(0, 0, WIDTH, HEIGHT).await?;
    // What the old windows said is nobody's any more.
    web.browser_log().await?;
    Ok(fresh.context)
}
