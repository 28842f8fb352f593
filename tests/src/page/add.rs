//! The pane that adds a secret.

use std::path::Path;

use anyhow::Result;

use super::{Page, described};
use crate::wait;

const TITLE: &str = "Add secret";

/// What a person wants to add.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The name.
    pub name: String,
    value: String,
    description: String,
    personal: bool,
}

impl Draft {
    /// A team's secret, without a description.
    #[must_use]
    pub fn new(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), value: value.to_owned(), description: String::new(), personal: false }
    }

    /// The same, with a description.
    #[must_use]
    pub fn described(self, description: &str) -> Self {
        Self { description: description.to_owned(), ..self }
    }

    /// The same, as a personal one.
    #[must_use]
    pub fn personal(self) -> Self {
        Self { personal: true, ..self }
    }
}

/// The pane that adds a secret, open.
#[derive(Clone, Copy)]
pub struct AddPane<'d> {
    page: Page<'d>,
}

impl<'d> AddPane<'d> {
    /// The pane in a window, once it is open.
    ///
    /// # Errors
    ///
    /// When it doesn't open.
    pub async fn opened(page: Page<'d>) -> Result<Self> {
        page.get("dialog", TITLE).await?;
        Ok(Self { page })
    }

    /// Fills in every field, the value by typing it.
    ///
    /// # Errors
    ///
    /// When a field isn't there.
    pub async fn fill(self, draft: &Draft) -> Result<()> {
        self.page.type_into("textbox", "Name", &draft.name).await?;
        self.page.type_into("textbox", "Value", &draft.value).await?;
        if !draft.description.is_empty() {
            self.page.type_into("textbox", "Description", &draft.description).await?;
        }
        if draft.personal {
            self.page.click("radio", "Personal").await?;
        }
        Ok(())
    }

    /// Presses the button that creates it.
    ///
    /// # Errors
    ///
    /// When it can't be pressed.
    pub async fn create(self) -> Result<()> {
        self.page.click("button", "Create secret").await
    }

    /// Waits until the pane is gone.
    ///
    /// # Errors
    ///
    /// When it stays.
    pub async fn closed(self) -> Result<()> {
        self.page.gone("dialog", TITLE).await
    }

    /// Chooses the kind, and the type of credential where a kind has several.
    ///
    /// # Errors
    ///
    /// When it can't be chosen.
    pub async fn kind(self, kind: &str, credential: Option<&str>) -> Result<()> {
        self.page.click("radio", kind).await?;
        match credential {
            Some(credential) => self.page.choose_from("Credential", credential).await,
            None => Ok(()),
        }
    }

    /// Types one part of a credential in place of what its field holds.
    ///
    /// # Errors
    ///
    /// When the field isn't there.
    pub async fn part(self, label: &str, text: &str) -> Result<()> {
        self.page.retype("textbox", label, text).await
    }

    /// Types a name in place of the present one.
    ///
    /// # Errors
    ///
    /// When the field isn't there.
    pub async fn name(self, name: &str) -> Result<()> {
        self.page.retype("textbox", "Name", name).await
    }

    /// Types a value in place of the present one.
    ///
    /// # Errors
    ///
    /// When the field isn't there.
    pub async fn value(self, value: &str) -> Result<()> {
        self.page.retype("textbox", "Value", value).await
    }

    /// Loads the value from a file.
    ///
    /// # Errors
    ///
    /// When that can't be done.
    pub async fn load_from_file(self, file: &Path) -> Result<()> {
        let picker = self.page.get("file", "Load from file").await?;
        Ok(picker.send_keys(file.to_string_lossy().as_ref()).await?)
    }

    /// Waits until the page has the server's key and knows that it is the server's.
    ///
    /// # Errors
    ///
    /// When it hasn't in time.
    pub async fn is_ready(self) -> Result<()> {
        self.page.says("Sealed here, to").await
    }

    /// Opens what will be sent, and reads it.
    ///
    /// # Errors
    ///
    /// When it isn't shown.
    pub async fn what_will_be_sent(self) -> Result<String> {
        self.page.click("button", "What will be sent").await?;
        let shown = async || {
            let text: Option<String> = self
                .page
                .driver()
                .script("return document.querySelector('dialog details[open] pre')?.innerText", &[])
                .await?;
            Ok(text.filter(|text| text.contains("sealed")))
        };
        wait::some("what will be sent", shown).await
    }

    /// Gives up what was typed, and says so when asked.
    ///
    /// # Errors
    ///
    /// When the pane stays.
    pub async fn discard(self) -> Result<()> {
        self.page.click("button", "Cancel").await?;
        self.page.click("button", "Discard").await?;
        self.closed().await
    }

    /// Waits until a field's error or help says something.
    ///
    /// # Errors
    ///
    /// When it doesn't.
    pub async fn tells(self, field: &str, sentence: &str) -> Result<()> {
        described::says(self.page, field, sentence).await
    }
}
