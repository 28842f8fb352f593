//! Environments: their list, and the form of one.

use anyhow::{Context, Result};
use serde_json::json;

use super::{Line, Page, described};
use crate::wait;

const FORM: &str = "What would a run here get?";

/// The list of environments.
#[derive(Clone, Copy)]
pub struct Environments<'d> {
    page: Page<'d>,
}

impl<'d> Environments<'d> {
    /// The list in a window.
    #[must_use]
    pub fn on(page: Page<'d>) -> Self {
        Self { page }
    }

    /// Goes to the list by the sidebar, and waits for it.
    ///
    /// # Errors
    ///
    /// When it doesn't come.
    pub async fn open(self) -> Result<()> {
        let pages = self.page.get("navigation", "Pages").await?;
        self.page.get_within(&pages, "link", "Environments…").await?.click().await?;
        self.page.get("link", "New environment").await.map(drop)
    }

    /// Opens the form of a new one.
    ///
    /// # Errors
    ///
    /// When it doesn't open.
    pub async fn open_new(self) -> Result<EnvironmentForm<'d>> {
        self.open().await?;
        self.page.click("link", "New environment").await?;
        EnvironmentForm::opened(self.page).await
    }

    /// Opens one that is there.
    ///
    /// # Errors
    ///
    /// When it isn't listed, or its form doesn't open.
    pub async fn open_one(self, name: &str) -> Result<EnvironmentForm<'d>> {
        self.open().await?;
        self.page.click("link", name).await?;
        EnvironmentForm::opened(self.page).await
    }

    /// Waits until the row of an environment says something.
    ///
    /// # Errors
    ///
    /// When it doesn't; then with what it says.
    pub async fn tells(self, name: &str, words: &str) -> Result<()> {
        let row = "
            const rows = [...document.querySelectorAll('table tbody tr')];
            return rows.find((row) => row.querySelector('th a')?.innerText === arguments[0])?.innerText ?? '';
        ";
        let text = async || -> Result<String> { self.page.driver().script(row, &[json!(name)]).await };
        let told = wait::until(words, async || Ok(text().await?.contains(words))).await;
        let last = text().await;
        told.with_context(|| format!("the row of {name} says {last:?}"))
    }
}

/// The form of an environment.
#[derive(Clone, Copy)]
pub struct EnvironmentForm<'d> {
    page: Page<'d>,
}

impl<'d> EnvironmentForm<'d> {
    /// The form in a window, once it is there.
    ///
    /// # Errors
    ///
    /// When it doesn't come.
    pub async fn opened(page: Page<'d>) -> Result<Self> {
        page.get("heading", FORM).await?;
        Ok(Self { page })
    }

    /// Types into a field in place of what it holds.
    ///
    /// # Errors
    ///
    /// When the field isn't there.
    pub async fn field(self, label: &str, text: &str) -> Result<()> {
        self.page.retype("textbox", label, text).await
    }

    /// Says that runs get only what is attached.
    ///
    /// # Errors
    ///
    /// When it can't be chosen.
    pub async fn only_these(self) -> Result<()> {
        self.page.click("radio", "Only these").await
    }

    /// Ticks or clears the box of a secret, by its name and whose it is: `DEPLOY_TOKEN, team`.
    ///
    /// # Errors
    ///
    /// When it isn't offered.
    pub async fn tick(self, secret: &str) -> Result<()> {
        self.page.click("checkbox", secret).await
    }

    /// Whether the box of a secret is ticked.
    ///
    /// # Errors
    ///
    /// When it isn't offered.
    pub async fn is_ticked(self, secret: &str) -> Result<bool> {
        Ok(self.page.get("checkbox", secret).await?.is_selected().await?)
    }

    /// Gives a secret another variable.
    ///
    /// # Errors
    ///
    /// When it isn't attached.
    pub async fn rename(self, secret: &str, variable: &str) -> Result<()> {
        self.page.retype("textbox", &format!("as, variable of {secret}"), variable).await
    }

    /// Makes the environment.
    ///
    /// # Errors
    ///
    /// When it can't be made.
    pub async fn create(self, name: &str) -> Result<()> {
        self.page.click("button", "Create environment").await?;
        self.page.says(&format!("{name} was made")).await?;
        self.page.get("heading", name).await.map(drop)
    }

    /// Saves what was changed.
    ///
    /// # Errors
    ///
    /// When it isn't saved.
    pub async fn save(self) -> Result<()> {
        self.page.click("button", "Save").await?;
        self.page.gone("button", "Save").await
    }

    /// Waits until a variable's line says this, `Gets` and a part of why.
    ///
    /// # Errors
    ///
    /// When it doesn't; then with the lines that are there.
    pub async fn answers(self, variable: &str, said: &str, why: &str) -> Result<()> {
        let fits = |line: &Line| line.variable == variable && line.said == said && line.why.contains(why);
        let there = wait::until(variable, async || Ok(self.page.lines().await?.iter().any(fits))).await;
        let last = self.page.lines().await;
        there.with_context(|| format!("the lines are {last:#?}"))
    }

    /// Waits until what belongs to a field says something.
    ///
    /// # Errors
    ///
    /// When it doesn't.
    pub async fn tells(self, field: &str, sentence: &str) -> Result<()> {
        described::says(self.page, field, sentence).await
    }
}
