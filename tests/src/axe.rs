//! axe-core's rules for accessible pages, run inside the page.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::{Driver, config::Need};

/// The colour scheme that a person prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A rule that the page breaks, and where.
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// The rule's name.
    pub id: String,
    /// The rule.
    pub help: String,
    /// The elements that break it, as selectors and reasons.
    pub elements: Vec<String>,
}

const IS_THERE: &str = "return window.axe !== undefined";
const RUN: &str = r#"
    const run = await axe.run(document, { resultTypes: ["violations"] });
    const where = (node) => `${node.target.join(" ")}: ${node.failureSummary}`;
    return run.violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map(where) }));
"#;

/// Every rule that the page, as it is right now, breaks in a colour scheme. Chromium only.
///
/// # Errors
///
/// When axe-core isn't there or doesn't run.
pub async fn violations(driver: &Driver, scheme: Scheme) -> Result<Vec<Violation>> {
    prefer(driver, scheme).await?;
    if !driver.script(IS_THERE, &[]).await? {
        bring(driver).await?;
    }
    driver.async_script(RUN, &[]).await
}

/// Puts axe-core into the page: half a megabyte, so once for each page.
async fn bring(driver: &Driver) -> Result<()> {
    let file = Need::NodeModules.path()?.join("axe-core/axe.min.js");
    let axe = fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    driver.execute(axe, vec![]).await?;
    Ok(())
}

/// Makes the browser say that the person prefers a colour scheme, and no motion: a half-faded text has other colours.
async fn prefer(driver: &Driver, scheme: Scheme) -> Result<()> {
    let scheme = match scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    Ok(())
}
