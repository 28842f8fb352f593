//! The Secrets page, by what a person does there.

use anyhow::{Context, Result};
use serde_json::Value;

use super::{AddPane, Draft, Page, ReplacePane, Row, row};
use crate::wait;

/// The Secrets page.
#[derive(Clone, Copy)]
pub struct Secrets<'d> {
    page: Page<'d>,
}

impl<'d> Secrets<'d> {
    /// The Secrets page in a window.
    #[must_use]
    pub fn on(page: Page<'d>) -> Self {
        Self { page }
    }

    /// The page that it is on.
    #[must_use]
    pub fn page(self) -> Page<'d> {
        self.page
    }

    /// Waits until the list is there, or what stands for an empty one.
    ///
    /// # Errors
    ///
    /// When it doesn't come.
    pub async fn wait_for_list(self) -> Result<()> {
        let there = async || {
            let rows = self.page.has("table", "Secrets").await? || self.page.has("heading", "No secrets yet").await?;
            Ok(rows && self.page.has("button", "Add secret").await?)
        };
        wait::until("the list of secrets", there).await
    }

    /// Opens the pane that adds a secret.
    ///
    /// # Errors
    ///
    /// When it doesn't open.
    pub async fn open_add(self) -> Result<AddPane<'d>> {
        self.page.click("button", "Add secret").await?;
        AddPane::opened(self.page).await
    }

    /// Adds a secret and waits for its row.
    ///
    /// # Errors
    ///
    /// When it isn't added.
    pub async fn add(self, draft: &Draft) -> Result<Row> {
        let pane = self.open_add().await?;
        pane.fill(draft).await?;
        pane.create().await?;
        pane.closed().await?;
        self.row(&draft.name).await
    }

    /// The row of a secret, once it is there.
    ///
    /// # Errors
    ///
    /// When it doesn't come.
    pub async fn row(self, name: &str) -> Result<Row> {
        wait::some(&format!("a row for {name}"), async || row::row(self.page, name).await).await
    }

    /// Waits until a secret's row reads as it should, and gives it.
    ///
    /// # Errors
    ///
    /// When it never does; then with what it says.
    pub async fn row_where(self, name: &str, what: &str, reads: impl Fn(&Row) -> bool) -> Result<Row> {
        let asked = async || Ok(row::row(self.page, name).await?.filter(&reads));
        let found = wait::some(&format!("the row of {name}: {what}"), asked).await;
        let last = row::row(self.page, name).await;
        found.with_context(|| format!("it reads {last:?}"))
    }

    /// The names in the rows right now, from the top.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn names(self) -> Result<Vec<String>> {
        row::names(self.page).await
    }

    /// Waits until exactly these names are shown, in this order.
    ///
    /// # Errors
    ///
    /// When they never are; then with those that are.
    pub async fn shows(self, names: &[&str]) -> Result<()> {
        let shown = wait::until("the right names", async || Ok(self.names().await? == names)).await;
        let last = self.names().await?;
        shown.with_context(|| format!("wanted {names:?}, there are {last:?}"))
    }

    /// Scrolls down until the row of a secret is there.
    ///
    /// # Errors
    ///
    /// When the end comes without it.
    pub async fn scroll_to_end(self, last: &str) -> Result<()> {
        let scrolled = async || {
            let down = "scrollTo(0, document.documentElement.scrollHeight)";
            self.page.driver().script::<Value>(down, &[]).await?;
            Ok(row::row(self.page, last).await?.is_some())
        };
        wait::until("the end of the list", scrolled).await
    }

    /// Chooses something from the menu of a secret's row.
    ///
    /// # Errors
    ///
    /// When the row or the choice isn't there.
    pub async fn choose(self, name: &str, choice: &str) -> Result<()> {
        self.page.click("button", &format!("Actions for {name}")).await?;
        self.page.click("menuitem", choice).await
    }

    /// Opens the pane that replaces a value.
    ///
    /// # Errors
    ///
    /// When it doesn't open.
    pub async fn open_replace(self, name: &str) -> Result<ReplacePane<'d>> {
        self.choose(name, "Replace value").await?;
        ReplacePane::opened(self.page).await
    }

    /// Gives a secret another description.
    ///
    /// # Errors
    ///
    /// When it can't be changed.
    pub async fn describe(self, name: &str, description: &str) -> Result<()> {
        self.choose(name, "Edit description").await?;
        self.page.retype("textbox", "Description", description).await?;
        self.page.click("button", "Save description").await
    }

    /// Deletes a secret, and says so when asked.
    ///
    /// # Errors
    ///
    /// When it can't be deleted.
    pub async fn delete(self, name: &str) -> Result<()> {
        self.choose(name, "Delete").await?;
        self.page.click("button", "Delete…").await
    }

    /// Types into the search.
    ///
    /// # Errors
    ///
    /// When there is no search.
    pub async fn search(self, text: &str) -> Result<()> {
        self.page.retype("searchbox", "Search secrets", text).await
    }
}
