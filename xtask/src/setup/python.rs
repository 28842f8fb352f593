//! Python, and the packages of `tests/sdk`: kept outside the clone, in a folder named by their list's hash.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bundle;
use crate::config::Config;
use crate::{output, process};

/// The oldest Python that runs what we use.
const OLDEST: (u32, u32) = (3, 11);

/// Whether Python, new enough, can make environments of its own.
pub(super) fn is_there(config: &Config) -> bool {
    let Some(python) = process::find("python3", &config.path) else {
        return false;
    };
    let mut ask = process::command(config, python);
    ask.args(["-c", "import ensurepip, sys, venv; print(sys.version_info.major, sys.version_info.minor)"]);
    process::stdout_of(ask).and_then(|says| version(&says)).is_some_and(|version| version >= OLDEST)
}

/// The Python that has the packages, which may not be there yet.
///
/// # Errors
///
/// When the list of packages can't be read.
pub(crate) fn with_packages(config: &Config) -> Result<PathBuf> {
    Ok(place(config)?.join("bin/python"))
}

/// Whether the packages are there.
pub(super) fn packages_are_there(config: &Config) -> bool {
    // Written last: an environment that was cut short has none.
    place(config).is_ok_and(|place| place.join("complete").is_file() && process::is_program(&place.join("bin/python")))
}

/// Makes an environment of its own with the packages in it. It can't be moved, so it is made in its place.
///
/// # Errors
///
/// When Python or pip fails.
pub(super) fn install_packages(config: &Config) -> Result<()> {
    let place = place(config)?;
    if place.exists() {
        fs::remove_dir_all(&place).context("could not remove an unfinished Python environment")?;
    }
    output::step("installing the published Python client for testing", "20 s", || {
        let mut venv = process::command(config, "python3");
        venv.args(["-m", "venv"]).arg(&place);
        process::logged(config, "python-venv", venv)?;
        let mut pip = process::command(config, place.join("bin/python"));
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]);
        pip.arg("--requirement").arg(config.root.join(PACKAGES));
        process::logged(config, "pip-install", pip)
    })?;
    fs::write(place.join("complete"), "").context("could not finish the Python environment")
}

const PACKAGES: &str = "tests/sdk/requirements.txt";

fn place(config: &Config) -> Result<PathBuf> {
    let list = fs::read(config.root.join(PACKAGES)).with_context(|| format!("could not read {PACKAGES}"))?;
    Ok(config.tools.join(format!("python-{}", bundle::short_hash(&list))))
}

fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("3 9\n") < Some(OLDEST) && version("3 11\n") >= Some(OLDEST) && version("4 0") >= Some(OLDEST));
        assert_eq!(version("Python 3.11"), None);
    }
}
