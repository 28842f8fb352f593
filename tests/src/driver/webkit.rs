//! WebKitGTK's small browser by its driver, on a screen of its own: it has no headless mode.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use serde_json::json;

use super::launch::{self, Launched};
use crate::{config::Need, process::Process, wait};

/// Nothing of the desktop's; and what is drawn goes to the screen at once: without a graphics card, layers cost half of all
/// the work of a journey.
const SURROUNDINGS: [(&str, &str); 4] = [
    ("GDK_BACKEND", "x11"),
    ("NO_AT_BRIDGE", "1"),
    ("GSETTINGS_BACKEND", "memory"),
    ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
];

pub(super) async fn launch(profile: &Path) -> Result<Launched> {
    let (screen, display) = screen(profile).await?;
    let port = launch::free_port()?;
    let mut driver = launch::command(Need::WebKitDriver, profile)?;
    driver.env("DISPLAY", format!(":{display}"));
    driver.envs(SURROUNDINGS);
    let driver = launch::listening(profile, driver, port, &[format!("--port={port}")]).await?;
    let capabilities = json!({
        "browserName": "MiniBrowser",
        "acceptInsecureCerts": true,
        "unhandledPromptBehavior": "ignore",
        "webkitgtk:browserOptions": {
            "binary": launch::text(&Need::MiniBrowser.path()?),
            "args": ["--automation"],
        },
    });
    Ok(Launched { programs: vec![driver, screen], port, capabilities })
}

/// A screen without a wall; it picks its own number and says it.
async fn screen(profile: &Path) -> Result<(Process, u16)> {
    let number = profile.join("display");
    let mut xvfb = Command::new("sh");
    xvfb.arg("-c").arg(r#"exec "$1" -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>"$2""#).args([
        "sh".as_ref(),
        Need::Xvfb.path()?.as_os_str(),
        number.as_os_str(),
    ]);
    let screen = Process::start(xvfb)?;
    let display = wait::some("a screen for WebKitGTK", async || {
        let said = std::fs::read_to_string(&number).unwrap_or_default();
        Ok(said.strip_suffix('\n').and_then(|digits| digits.parse().ok()))
    });
    Ok((screen, display.await.context("Xvfb didn't start")?))
}
