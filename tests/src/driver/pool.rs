//! Browsers that go from visit to visit: starting one costs more than most visits do. Each visit finds nothing of the ones
//! before: no cookies, storages, caches, permissions, history or windows.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;

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
        let mut driver = Self::start(engine).await?;
        // Chromium's first windows are in a context that can't be left behind.
        if engine == Engine::Chromium {
            driver.freshen().await?;
        }
        Ok(driver)
    }

    /// Gives a browser back after a visit that went well. After any other, let go of it instead: that ends it.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer, or some of the visit stays in it.
    pub async fn give_back(mut self) -> Result<()> {
        if self.engine == Engine::WebKitGtk {
            return self.quit().await;
        }
        self.freshen().await?;
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
        Ok(())
    }

    /// Leaves all that was there, for one empty window.
    async fn freshen(&mut self) -> Result<()> {
        if self.engine == Engine::Firefox {
            return firefox::freshen(&self.web).await;
        }
        let context = chromium::freshen(&self.web, self.profile.path(), self.context.as_deref()).await?;
        self.context = Some(context);
        Ok(())
    }
}
