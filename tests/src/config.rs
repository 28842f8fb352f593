//! Where programs and the page are, as `cargo xtask test` says in the environment. The only file that reads it.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, ensure};

/// A program or folder that the tests need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The built page, `dist/`.
    Dist,
    /// The server's program.
    Server,
    /// Chromium.
    Chromium,
    /// Chromium's driver.
    Chromedriver,
    /// Firefox.
    Firefox,
    /// Firefox's driver.
    Geckodriver,
    /// WebKitGTK's small browser, `MiniBrowser`.
    MiniBrowser,
    /// WebKitGTK's driver.
    WebKitDriver,
    /// The screen that WebKitGTK draws on.
    Xvfb,
    /// Node.
    Node,
    /// The npm packages of `xtask/node`.
    NodeModules,
}

impl Need {
    /// The variable that says where it is.
    #[must_use]
    pub fn variable(self) -> &'static str {
        match self {
            Self::Dist => "OZ_TEST_DIST",
            Self::Server => "OZ_TEST_SERVER",
            Self::Chromium => "OZ_TEST_CHROMIUM",
            Self::Chromedriver => "OZ_TEST_CHROMEDRIVER",
            Self::Firefox => "OZ_TEST_FIREFOX",
            Self::Geckodriver => "OZ_TEST_GECKODRIVER",
            Self::MiniBrowser => "OZ_TEST_MINIBROWSER",
            Self::WebKitDriver => "OZ_TEST_WEBKITDRIVER",
            Self::Xvfb => "OZ_TEST_XVFB",
            Self::Node => "OZ_TEST_NODE",
            Self::NodeModules => "OZ_TEST_NODE_MODULES",
        }
    }

    /// Where it is.
    ///
    /// # Errors
    ///
    /// When nobody said so, or nothing is there: a test that can't run fails, it isn't skipped.
    pub fn path(self) -> Result<PathBuf> {
        let name = self.variable();
        let path = variable(name).with_context(|| format!("`{name}` isn't set: run `cargo xtask test`"))?;
        ensure!(path.exists(), "nothing is at {} (`{name}`): run `cargo xtask test`", path.display());
        Ok(path)
    }
}

/// Where pictures and logs of failed journeys go, if anywhere (`OZ_TEST_ARTIFACTS`).
#[must_use]
pub fn artifacts() -> Option<PathBuf> {
    variable("OZ_TEST_ARTIFACTS")
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
