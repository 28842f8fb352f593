//! Firefox by geckodriver.
//!
//! It has no contexts that keep everything apart, so what a visit left is cleared, by what it has for that itself.

use std::path::Path;

use anyhow::{Result, ensure};
use hyper::Method;
use serde_json::{Value, json};
use thirtyfour::{RequestData, SessionId, WebDriver, common::command::FormatRequestData};

use super::launch::{self, HEIGHT, Launched, WIDTH};
use crate::config::Need;

/// Clears cookies, storages, caches, permissions, history and whatever else a profile keeps. Gives what it couldn't, as bits.
const CLEAR: &str = "
    const done = arguments[0];
    Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, { onDataDeleted: done });
";

pub(super) async fn launch(profile: &Path) -> Result<Launched> {
    let port = launch::free_port()?;
    let marionette = launch::free_port()?;
    let driver = launch::command(Need::Geckodriver, profile)?;
    let arguments = [
        "--host=127.0.0.1".to_owned(),
        format!("--port={port}"),
        format!("--marionette-port={marionette}"),
        "--websocket-port=0".to_owned(),
        // For `fresh`.
        "--allow-system-access".to_owned(),
        format!("--profile-root={}", launch::text(profile)),
    ];
    let driver = launch::listening(profile, driver, port, &arguments).await?;
    let capabilities = json!({
        "browserName": "firefox",
        "acceptInsecureCerts": true,
        "unhandledPromptBehavior": "ignore",
        "moz:firefoxOptions": {
            "binary": launch::text(&Need::Firefox.path()?),
            "args": ["-headless", format!("-width={WIDTH}"), format!("-height={HEIGHT}")],
        },
    });
    Ok(Launched { programs: vec![driver], port, capabilities })
}

/// Leaves one empty window, and nothing of what was there.
pub(super) async fn fresh(web: &WebDriver) -> Result<()> {
    let fresh = web.new_tab().await?;
    for old in web.windows().await? {
        if old != fresh {
            web.switch_to_window(old).await?;
            web.close_window().await?;
        }
    }
    web.switch_to_window(fresh).await?;
    web.set_window_rect(0, 0, WIDTH, HEIGHT).await?;
    web.cmd(Scripts::InBrowser).await?;
    let left: Value = web.execute_async(CLEAR, vec![]).await?.json().clone();
    web.cmd(Scripts::InPage).await?;
    ensure!(left == 0, "Firefox keeps some of what a visit left: {left}");
    Ok(())
}

/// Where scripts run from now on.
#[derive(Debug, Clone, Copy)]
enum Scripts {
    InBrowser,
    InPage,
}

impl FormatRequestData for Scripts {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let context = match self {
            Self::InBrowser => "chrome",
            Self::InPage => "content",
        };
        RequestData::new(Method::POST, format!("/session/{session}/moz/context"))
            .add_body(json!({ "context": context }))
    }
}
