//! Tools from the crate registry, each in a folder named by its version. Built beside that folder and moved
//! there at the end, so that an interrupted build doesn't look finished.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::config::Config;
use crate::{output, process};

/// A program that cargo can install.
pub(crate) struct CargoTool {
    /// Its name among the tools.
    name: &'static str,
    /// The crate that has it.
    package: &'static str,
    /// Its version, or the crate whose version in Cargo.lock it must have.
    version: Version,
    /// The programs that must be there.
    programs: &'static [&'static str],
    /// How `cargo install` is to be called.
    options: &'static [&'static str],
    /// How far it is optimised: what mostly waits for others, not at all.
    optimised: &'static str,
    /// How long that takes on two cores.
    usually: &'static str,
}

enum Version {
    Fixed(&'static str),
    AsLocked(&'static str),
}

/// Takes the page's WebAssembly apart at its split points, which `wasm_split_helpers` (in Cargo.lock) marks.
pub(crate) const WASM_SPLIT: CargoTool = CargoTool {
    name: "wasm-split",
    package: "wasm_split_cli_support",
    version: Version::Fixed("0.2.4"),
    programs: &["wasm-split-cli"],
    options: &["--locked", "--features", "build-binary"],
    optimised: "1",
    usually: "2 min",
};

/// Makes the JavaScript between the page and its WebAssembly, and runs tests in a browser. Without `--locked`:
/// its own lock file names a crate version that is no longer to be had.
pub(crate) const WASM_BINDGEN: CargoTool = CargoTool {
    name: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    version: Version::AsLocked("wasm-bindgen"),
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    options: &[],
    optimised: "1",
    usually: "4 min",
};

/// Firefox's driver.
pub(crate) const GECKODRIVER: CargoTool = CargoTool {
    name: "geckodriver",
    package: "geckodriver",
    version: Version::Fixed("0.37.1"),
    programs: &["geckodriver"],
    options: &["--locked"],
    optimised: "0",
    usually: "3 min",
};

/// Runs the fuzz targets.
pub(crate) const FUZZ: CargoTool = CargoTool {
    name: "cargo-fuzz",
    package: "cargo-fuzz",
    version: Version::Fixed("0.13.2"),
    programs: &["cargo-fuzz"],
    options: &["--locked"],
    optimised: "0",
    usually: "1 min",
};

impl CargoTool {
    /// The version that is wanted.
    ///
    /// # Errors
    ///
    /// When Cargo.lock doesn't say it.
    pub(crate) fn version(&self, config: &Config) -> Result<String> {
        match self.version {
            Version::Fixed(version) => Ok(version.to_owned()),
            Version::AsLocked(package) => {
                let lock = fs::read_to_string(config.root.join("Cargo.lock")).context("could not read Cargo.lock")?;
                locked_version(&lock, package).with_context(|| format!("Cargo.lock has no `{package}`"))
            }
        }
    }

    /// The folder that has the tool in the version wanted: ours, or one on the search path.
    pub(crate) fn folder(&self, config: &Config) -> Option<PathBuf> {
        let version = self.version(config).ok()?;
        let ours = config.tools.join(format!("{}-{version}", self.name)).join("bin");
        if self.programs.iter().all(|program| process::is_program(&ours.join(program))) {
            return Some(ours);
        }
        let found = process::find(self.programs[0], &config.path)?;
        let folder = found.parent()?.to_owned();
        let all = self.programs.iter().all(|program| process::is_program(&folder.join(program)));
        let mut ask = process::command(config, &found);
        ask.arg("--version");
        let says = process::stdout_of(ask)?;
        (all && says.split_whitespace().any(|word| word == version)).then_some(folder)
    }

    /// Installs it, by `cargo binstall` if that is there, else by building it.
    ///
    /// # Errors
    ///
    /// When it can't be built or moved to its place.
    pub(crate) fn install(&self, config: &Config) -> Result<()> {
        let version = self.version(config)?;
        let place = config.tools.join(format!("{}-{version}", self.name));
        let unfinished = config.tools.join(format!(".{}-{version}.unfinished", self.name));
        for left in [&place, &unfinished] {
            if left.exists() {
                fs::remove_dir_all(left).with_context(|| format!("could not remove {}", left.display()))?;
            }
        }
        let what = format!("installing {} {version}", self.package);
        output::step(&what, self.usually, || {
            if process::find("cargo-binstall", &config.path).is_some()
                && self.fetch(config, &version, &unfinished).is_ok()
            {
                return Ok(());
            }
            self.build(config, &version, &unfinished)
        })?;
        fs::rename(&unfinished, &place).with_context(|| format!("could not move {} to its place", self.name))
    }

    /// What the tool's own authors published, and nobody else: it writes code of the page.
    fn fetch(&self, config: &Config, version: &str, to: &PathBuf) -> Result<()> {
        let mut binstall = process::command(config, "cargo");
        binstall.current_dir(&config.tools).args(["binstall", "--no-confirm", "--disable-telemetry"]);
        binstall.args(["--disable-strategies", "quick-install,compile", "--root"]);
        binstall.arg(to).arg(format!("{}@{version}", self.package));
        process::logged(config, &format!("fetch-{}", self.name), binstall)
    }

    /// A quick build: what is saved while they run is less than what a thorough one takes.
    fn build(&self, config: &Config, version: &str, to: &PathBuf) -> Result<()> {
        let mut install = process::command(config, "cargo");
        install
            .current_dir(&config.tools)
            .env_remove("RUSTFLAGS")
            .env("CARGO_TARGET_DIR", build_folder(config))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimised)
            .args(["install", self.package, "--version", version, "--root"])
            .arg(to)
            .args(self.options);
        process::logged(config, &format!("install-{}", self.name), install)
    }
}

/// Removes what building the tools left behind. An interrupted set-up keeps it, and goes on from there.
pub(super) fn sweep(config: &Config) {
    let _ = fs::remove_dir_all(build_folder(config));
}

/// One for all tools, since they share crates.
fn build_folder(config: &Config) -> PathBuf {
    config.tools.join(".build")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_locked_one_of_that_very_crate() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
