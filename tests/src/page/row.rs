//! A row of the list, as it reads.

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use super::Page;

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// Name, state and description.
    pub head: String,
    /// The type, in words.
    pub kind: String,
    /// `Team` or `Personal`.
    pub scope: String,
    /// When it changed last, in words.
    pub updated: String,
    /// Who changed it.
    pub updated_by: String,
    /// Whether it is lit, because it was just added or changed.
    pub lit: bool,
}

impl Row {
    /// Whether runs don't get it.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        self.head.lines().any(|line| line.split_whitespace().last() == Some("Disabled"))
    }
}

/// The row of a secret, if there is one right now.
pub(super) async fn row(page: Page<'_>, name: &str) -> Result<Option<Row>> {
    page.driver().script(include_str!("row.js"), &[json!(name)]).await
}

/// The names in the rows right now, from the top.
pub(super) async fn names(page: Page<'_>) -> Result<Vec<String>> {
    page.driver().script(include_str!("row.js"), &[json!(null)]).await
}
