//! The pane that replaces a value.

use anyhow::Result;

use super::Page;

const TITLE: &str = "Replace value…";

/// The pane that replaces a value, open.
#[derive(Clone, Copy)]
pub struct ReplacePane<'d> {
    page: Page<'d>,
}

impl<'d> ReplacePane<'d> {
    pub(super) async fn opened(page: Page<'d>) -> Result<Self> {
        page.get("dialog", TITLE).await?;
        Ok(Self { page })
    }

    /// Types the new value.
    ///
    /// # Errors
    ///
    /// When the field isn't there.
    pub async fn value(self, value: &str) -> Result<()> {
        self.page.retype("textbox", "Value", value).await
    }

    /// Presses the button that replaces it.
    ///
    /// # Errors
    ///
    /// When it can't be pressed.
    pub async fn replace(self) -> Result<()> {
        self.page.click("button", "Replace value").await
    }

    /// Presses the button that replaces it although somebody else changed it meanwhile.
    ///
    /// # Errors
    ///
    /// When it can't be pressed.
    pub async fn replace_anyway(self) -> Result<()> {
        self.page.click("button", "Replace anyway").await
    }

    /// Waits until the pane is gone.
    ///
    /// # Errors
    ///
    /// When it stays.
    pub async fn closed(self) -> Result<()> {
        self.page.gone("dialog", TITLE).await
    }
}
