//! Firefox by geckodriver.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::launch::{self, Launched};
use crate::config::Need;

pub(super) async fn launch(profile: &Path) -> Result<Launched> {
    let port = launch::free_port()?;
    let marionette = launch::free_port()?;
    let driver = launch::command(Need::Geckodriver, profile)?;
    let arguments = [
        "--host=127.0.0.1".to_owned(),
        format!("--port={port}"),
        format!("--marionette-port={marionette}"),
        "--websocket-port=0".to_owned(),
        format!("--profile-root={}", launch::text(profile)),
    ];
    let driver = launch::listening(driver, port, &arguments).await?;
    let capabilities = json!({
        "browserName": "firefox",
        "acceptInsecureCerts": true,
        "unhandledPromptBehavior": "ignore",
        "moz:firefoxOptions": {
            "binary": launch::text(&Need::Firefox.path()?),
            "args": ["-headless", "-width=1200", "-height=900"],
        },
    });
    Ok(Launched { programs: vec![driver], port, capabilities })
}
