//! A page as a person meets it: parts by role and name, clicks, keys. Waits for what it is asked for.

mod add;
mod described;
mod environments;
mod lines;
mod replace;
mod row;
mod secrets;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{By, Key, WebElement};

pub use self::{
    add::{AddPane, Draft},
    environments::{EnvironmentForm, Environments},
    lines::Line,
    replace::ReplacePane,
    row::Row,
    secrets::Secrets,
};
use crate::{Driver, wait};

const SET: &str = "
    const label = [...document.querySelectorAll('label')].find((label) => label.textContent === arguments[0]);
    label.control.value = arguments[1];
    label.control.dispatchEvent(new Event('input', { bubbles: true }));
";
const FIND: &str = concat!(include_str!("names.js"), include_str!("find.js"));
const FOCUS: &str = concat!(include_str!("names.js"), include_str!("focus.js"));

/// What is in a browser's window.
#[derive(Clone, Copy)]
pub struct Page<'d> {
    driver: &'d Driver,
}

impl<'d> Page<'d> {
    /// The page in this browser.
    #[must_use]
    pub fn new(driver: &'d Driver) -> Self {
        Self { driver }
    }

    /// The browser.
    #[must_use]
    pub fn driver(self) -> &'d Driver {
        self.driver
    }

    /// Everything of a role and a name that can be reached right now. A name that ends in `…` is a beginning.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn all(self, role: &str, name: impl Into<Option<&str>>) -> Result<Vec<WebElement>> {
        self.all_within(None, role, name).await
    }

    /// The same, inside one part.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer, or the part is gone.
    pub async fn all_within(
        self,
        part: Option<&WebElement>,
        role: &str,
        name: impl Into<Option<&str>>,
    ) -> Result<Vec<WebElement>> {
        let part = part.map_or(Ok(Value::Null), WebElement::to_json)?;
        let arguments = vec![json!(role), json!(name.into()), part];
        Ok(self.driver.execute(FIND, arguments).await?.elements()?)
    }

    /// The one thing of a role and a name, once it is there.
    ///
    /// # Errors
    ///
    /// When there is none in time, or more than one.
    pub async fn get(self, role: &str, name: &str) -> Result<WebElement> {
        wait::some(&format!("{role} `{name}`"), async || one(self.all(role, name).await?, role, name)).await
    }

    /// The same, inside one part.
    ///
    /// # Errors
    ///
    /// When there is none in time, or more than one.
    pub async fn get_within(self, part: &WebElement, role: &str, name: &str) -> Result<WebElement> {
        let found = async || one(self.all_within(Some(part), role, name).await?, role, name);
        wait::some(&format!("{role} `{name}` in its part"), found).await
    }

    /// Whether there is one right now.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn has(self, role: &str, name: &str) -> Result<bool> {
        Ok(!self.all(role, name).await?.is_empty())
    }

    /// Waits until there is none.
    ///
    /// # Errors
    ///
    /// When one stays.
    pub async fn gone(self, role: &str, name: &str) -> Result<()> {
        wait::until(&format!("no {role} `{name}` any more"), async || Ok(!self.has(role, name).await?)).await
    }

    /// Clicks the one thing of a role and a name, once it can be clicked.
    ///
    /// # Errors
    ///
    /// When it can't be in time.
    pub async fn click(self, role: &str, name: &str) -> Result<()> {
        let clicked = async || match one(self.all(role, name).await?, role, name)? {
            Some(element) => Ok(Some(element.click().await.with_context(|| format!("clicking {role} `{name}`"))?)),
            None => Ok(None),
        };
        wait::some(&format!("{role} `{name}` to click"), clicked).await
    }

    /// Clicks what a selector finds, reachable or not: what an assistive program may do.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn script_click(self, selector: &str) -> Result<()> {
        let clicked = "const found = document.querySelector(arguments[0]); found?.click(); return found !== null";
        let found: bool = self.driver.script(clicked, &[json!(selector)]).await?;
        ensure!(found, "nothing is `{selector}`");
        Ok(())
    }

    /// Types into a field, after what it holds.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn type_into(self, role: &str, label: &str, text: &str) -> Result<()> {
        Ok(self.get(role, label).await?.send_keys(text).await?)
    }

    /// Replaces what a field holds by typing, as a person would: select all, then type.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn retype(self, role: &str, label: &str, text: &str) -> Result<()> {
        let field = self.get(role, label).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace).await?;
        Ok(field.send_keys(text).await?)
    }

    /// Sets a field that takes no letters one by one, as a picker does; by its label.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn set(self, label: &str, value: &str) -> Result<()> {
        self.driver.script(SET, &[json!(label), json!(value)]).await
    }

    /// Chooses an entry of a list that opens, by its words.
    ///
    /// # Errors
    ///
    /// When there is no such list, or no such entry in it.
    pub async fn choose_from(self, label: &str, entry: &str) -> Result<()> {
        let list = self.get("combobox", label).await?;
        for option in list.find_all(By::Tag("option")).await? {
            if option.text().await?.trim() == entry {
                return Ok(option.click().await?);
            }
        }
        bail!("`{label}` has no `{entry}`")
    }

    /// What a field holds.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn value(self, role: &str, label: &str) -> Result<String> {
        Ok(self.get(role, label).await?.value().await?.unwrap_or_default())
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn press(self, keys: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Everything that can be read on the page right now.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn words(self) -> Result<String> {
        self.driver.script("return document.body.innerText", &[]).await
    }

    /// Waits until the page says something.
    ///
    /// # Errors
    ///
    /// When it doesn't in time; then with what it says instead.
    pub async fn says(self, sentence: &str) -> Result<()> {
        let said = wait::until(sentence, async || Ok(self.words().await?.contains(sentence))).await;
        match said {
            Ok(()) => Ok(()),
            Err(why) => bail!("{why:#}; the page says: {}", self.words().await.unwrap_or_default()),
        }
    }

    /// Role and name of what has the focus, `textbox Name`.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn focus(self) -> Result<String> {
        self.driver.script(FOCUS, &[]).await
    }
}

/// One, none yet, or an error that says how many.
fn one(mut found: Vec<WebElement>, role: &str, name: &str) -> Result<Option<WebElement>> {
    if found.len() > 1 {
        bail!("{} things are called {role} `{name}`", found.len());
    }
    Ok(found.pop())
}
