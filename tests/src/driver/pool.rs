//! Browsers that go from visit to visit: starting one costs more than most visits do. Each visit finds nothing of the ones
//! before: no cookies, storages, caches, permissions, history or windows.

use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};

use super::{Driver, Engine, chromium, firefox};

/// Running browsers that nobody uses. What ends them at last is said at [`Process`](crate::process::Process).
static IDLE: Mutex<Vec<Driver>> = Mutex::new(Vec::new());

impl Driver {
    /// A browser with nothing in it: one that another visit is through with, or a new one.
    ///
    /// # Errors
    ///
    /// When there is none and none starts.
    pub async fn lent(engine: Engine) -> Result<Self> {
        let idle = {
            let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
            let at = idle.iter().position(|driver| driver.engine == engine);
            at.map(|at| idle.swap_remove(at))
        };
        if let Some(driver) = idle {
            return Ok(driver);
        }
        let driver = Self::start(engine).await?;
        if engine == Engine::WebKitGtk { Ok(driver) } else { driver.fresh().await }
    }

    /// Gives a browser back after a visit that went well. After any other, let go of it instead: that ends it. One that
    /// can't leave the visit behind ends too.
    ///
    /// # Errors
    ///
    /// When the browser is to end, and doesn't.
    pub async fn give_back(self) -> Result<()> {
        if self.engine == Engine::WebKitGtk {
            return self.quit().await;
        }
        if let Ok(fresh) = self.fresh().await {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(fresh);
        }
        Ok(())
    }

    /// The same browser with one empty window, and nothing of what was there.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer, or can't leave it all behind: WebKitGTK's is one visit's only.
    pub async fn fresh(mut self) -> Result<Self> {
        match self.engine {
            Engine::Chromium => {
                let before = self.context.take();
                self.context = Some(chromium::fresh(&self.web, self.profile.path(), before).await?);
            }
            Engine::Firefox => firefox::fresh(&self.web).await?,
            Engine::WebKitGtk => bail!("WebKitGTK's browser isn't lent twice"),
        }
        Ok(self)
    }
}
