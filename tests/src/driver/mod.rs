//! A browser of one of three engines, with its own driver, port and profile, gone when we let go of it.

mod chromium;
mod devtools;
mod firefox;
mod launch;
mod pool;
mod webkit;

use std::{ops::Deref, time::Duration};

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::{WebDriver, WindowHandle};

use self::{devtools::DevTools, launch::Launched};
use crate::process::Process;

/// The longest that a command to a driver may take.
const LONGEST_COMMAND: Duration = Duration::from_mins(2);

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK's small browser.
    WebKitGtk,
}

impl Engine {
    /// The narrowest window that it makes, in pixels: it silently widens what is narrower.
    #[must_use]
    pub fn narrowest(self) -> u32 {
        match self {
            Self::Chromium => 320,
            Self::Firefox => 500,
            Self::WebKitGtk => 447,
        }
    }

    /// Whether it keeps a Secure cookie of `http://127.0.0.1`.
    #[must_use]
    pub fn keeps_secure_cookies_on_http(self) -> bool {
        self != Self::WebKitGtk
    }
}

/// A running browser. Every WebDriver command is a method of it.
pub struct Driver {
    engine: Engine,
    web: WebDriver,
    profile: TempDir,
    /// The context that its windows are in, if it isn't the browser's first.
    context: Option<String>,
    // Dropped in this order: what drives the browser first, then its screen.
    _programs: Vec<Process>,
}

impl Driver {
    /// Starts a browser with an empty profile.
    ///
    /// # Errors
    ///
    /// When the driver or the browser doesn't start, three times in a row.
    pub async fn start(engine: Engine) -> Result<Self> {
        let mut last = None;
        for _ in 0..3 {
            match Self::try_start(engine).await {
                Ok(driver) => return Ok(driver),
                Err(why) => last = Some(why),
            }
        }
        Err(last.context("never tried")?.context(format!("could not start {engine:?}")))
    }

    async fn try_start(engine: Engine) -> Result<Self> {
        let profile = tempfile::Builder::new().prefix("oz-profile-").tempdir().context("no room for a profile")?;
        let Launched { programs, port, capabilities } = match engine {
            Engine::Chromium => chromium::launch(profile.path()).await?,
            Engine::Firefox => firefox::launch(profile.path()).await?,
            Engine::WebKitGtk => webkit::launch(profile.path()).await?,
        };
        let Value::Object(capabilities) = capabilities else { anyhow::bail!("capabilities are an object") };
        let web =
            WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities).client(client()?).connect().await?;
        Ok(Self { engine, web, profile, context: None, _programs: programs })
    }

    /// Its engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The folder of its profile.
    #[must_use]
    pub fn profile(&self) -> &std::path::Path {
        self.profile.path()
    }

    /// What a script's `return` gives. The page's policy doesn't bind scripts that come this way.
    ///
    /// # Errors
    ///
    /// When the script throws, or gives something else.
    pub async fn script<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> Result<T> {
        let answer = self.web.execute(script, arguments.to_vec()).await?;
        answer.convert().context("a script gave something else than expected")
    }

    /// What an asynchronous function body gives.
    ///
    /// # Errors
    ///
    /// When the script throws, or gives something else.
    pub async fn async_script<T: DeserializeOwned>(&self, body: &str, arguments: &[Value]) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (...args) => {{ {body} }})(...arguments).then((ok) => done({{ ok }}), (why) => done({{ why: String(why) }}));"
        );
        let answer = self.web.execute_async(script, arguments.to_vec()).await?.json().clone();
        if let Some(why) = answer.get("why") {
            anyhow::bail!("a script failed: {why}");
        }
        let value = answer.get("ok").cloned().unwrap_or_default();
        serde_json::from_value(value).context("a script gave something else than expected")
    }

    /// Opens one more tab, of the same person.
    ///
    /// # Errors
    ///
    /// When it doesn't open.
    pub async fn new_tab(&self) -> Result<WindowHandle> {
        let Some(context) = &self.context else {
            return Ok(self.web.new_tab().await?);
        };
        Ok(DevTools::connect(&chromium::profile(&self.profile)).await?.tab(context).await?.into())
    }

    /// Ends the session and the browser.
    ///
    /// # Errors
    ///
    /// When the driver doesn't answer.
    pub async fn quit(self) -> Result<()> {
        self.web.clone().quit().await.context("the browser didn't quit")
    }
}

impl Deref for Driver {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.web
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The programs end the browser; without this, thirtyfour would first wait for the session's own end.
        let _ = self.web.clone().leak();
    }
}

/// No connection outlives its request: a browser goes from test to test, and each of those has a runtime of its own.
fn client() -> Result<reqwest::Client> {
    Ok(reqwest::Client::builder().timeout(LONGEST_COMMAND).pool_max_idle_per_host(0).build()?)
}
