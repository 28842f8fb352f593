//! What belongs to a field, as a screen reader reads it out with the field: its error, its help, its hints.

use anyhow::{Context, Result};

use super::Page;
use crate::wait;

const DESCRIPTION: &str = "
    const ids = (arguments[0].getAttribute('aria-describedby') ?? '').split(/\\s+/);
    return ids.map((id) => document.getElementById(id)?.innerText ?? '').join('\\n');
";

/// Everything that belongs to a field right now.
pub(super) async fn of(page: Page<'_>, field: &str) -> Result<String> {
    let field = page.get("textbox", field).await?;
    page.driver().script(DESCRIPTION, &[field.to_json()?]).await
}

/// Waits until it holds a sentence.
pub(super) async fn says(page: Page<'_>, field: &str, sentence: &str) -> Result<()> {
    let said = wait::until(sentence, async || Ok(of(page, field).await?.contains(sentence))).await;
    let last = of(page, field).await;
    said.with_context(|| format!("`{field}` says {last:?}"))
}
