//! Tells the end-to-end tests where things are; their side is `tests/src/config.rs`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use crate::config::Config;
use crate::setup::{self, Toolbox};

/// The variables that the tests read: programs, the built page, the npm packages, and where pictures of failed
/// journeys go.
pub(crate) fn variables(config: &Config, tools: &Toolbox, server: Option<&Path>) -> Vec<(&'static str, OsString)> {
    let found = |path: Option<PathBuf>| path.unwrap_or_default().into_os_string();
    vec![
        ("OZ_TEST_DIST", config.root.join("dist").into()),
        ("OZ_TEST_SERVER", server.unwrap_or(Path::new("")).into()),
        ("OZ_TEST_CHROMIUM", found(setup::chromium(config))),
        ("OZ_TEST_CHROMEDRIVER", tools.find("chromedriver").into()),
        ("OZ_TEST_FIREFOX", found(setup::firefox(config))),
        ("OZ_TEST_GECKODRIVER", tools.find("geckodriver").into()),
        ("OZ_TEST_MINIBROWSER", found(setup::mini_browser())),
        ("OZ_TEST_WEBKITDRIVER", tools.find("WebKitWebDriver").into()),
        ("OZ_TEST_XVFB", tools.find("Xvfb").into()),
        ("OZ_TEST_NODE", tools.find("node").into()),
        ("OZ_TEST_NODE_MODULES", tools.node_modules.clone().into()),
        ("OZ_TEST_ARTIFACTS", config.scratch().join("journeys").into()),
    ]
}

/// How many journeys run at once, each in a browser of several processes: one more than there are cores, because at any
/// moment one of them waits.
pub(crate) fn at_once() -> usize {
    available_parallelism().map_or(2, |cores| (cores.get() + 1).clamp(2, 4))
}
