//! Chromium by chromedriver.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::launch::{self, Launched};
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
    "--window-size=1200,900",
];

pub(super) async fn launch(profile: &Path) -> Result<Launched> {
    let port = launch::free_port()?;
    let driver = launch::command(Need::Chromedriver, profile)?;
    let driver = launch::listening(driver, port, &[format!("--port={port}")]).await?;
    let mut arguments: Vec<String> = ARGUMENTS.iter().map(ToString::to_string).collect();
    arguments.push(format!("--user-data-dir={}", launch::text(&profile.join("chromium"))));
    let capabilities = json!({
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "unhandledPromptBehavior": "ignore",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "binary": launch::text(&Need::Chromium.path()?), "args": arguments },
    });
    Ok(Launched { programs: vec![driver], port, capabilities })
}
