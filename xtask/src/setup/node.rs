//! Node, and the npm packages of `xtask/node`: kept outside the clone, in a folder named by the lock file's hash.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bundle;
use crate::config::Config;
use crate::{output, process};

/// The oldest Node that runs what we use.
const OLDEST: u32 = 20;

/// Whether Node, new enough, and npm are there.
pub(super) fn is_there(config: &Config) -> bool {
    let (Some(node), Some(_)) = (process::find("node", &config.path), process::find("npm", &config.path)) else {
        return false;
    };
    let mut ask = process::command(config, node);
    ask.arg("--version");
    process::stdout_of(ask).and_then(|says| major(&says)).is_some_and(|major| major >= OLDEST)
}

/// The folder of the installed packages, which may not be there yet.
///
/// # Errors
///
/// When the lock file can't be read.
pub(super) fn modules(config: &Config) -> Result<PathBuf> {
    Ok(place(config)?.join("node_modules"))
}

/// Whether the packages are there.
pub(super) fn modules_are_there(config: &Config) -> bool {
    modules(config).is_ok_and(|modules| modules.is_dir())
}

/// Installs the packages beside their place and moves them there.
///
/// # Errors
///
/// When npm fails.
pub(super) fn install_modules(config: &Config) -> Result<()> {
    let place = place(config)?;
    let unfinished = config.tools.join(".node.unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).context("could not remove an unfinished npm folder")?;
    }
    fs::create_dir_all(&unfinished).context("could not make a folder for npm packages")?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(config.root.join("xtask/node").join(file), unfinished.join(file))
            .with_context(|| format!("could not copy xtask/node/{file}"))?;
    }
    output::step("installing npm packages for building and testing", "10 s", || {
        let mut npm = process::command(config, "npm");
        npm.current_dir(&unfinished).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::logged(config, "npm-ci", npm)
    })?;
    if place.exists() {
        fs::remove_dir_all(&place).context("could not remove an old npm folder")?;
    }
    fs::rename(&unfinished, &place).context("could not move the npm packages to their place")
}

fn place(config: &Config) -> Result<PathBuf> {
    let lock = fs::read(config.root.join("xtask/node/package-lock.json"))
        .context("could not read xtask/node/package-lock.json")?;
    Ok(config.tools.join(format!("node-{}", bundle::short_hash(&lock))))
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_own_words_give_its_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("not node"), None);
    }
}
