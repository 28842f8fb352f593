//! Finds what the commands need and installs what is missing, outside the repository where it can.

pub(crate) mod cargo_tools;
mod lock;
mod node;
mod parts;
mod python;
mod system;
mod toolbox;
mod wasm;

use anyhow::{Result, ensure};

pub(crate) use self::lock::Lock;
pub(crate) use self::parts::Part;
pub(crate) use self::python::with_packages as python;
pub(crate) use self::toolbox::{Toolbox, chromium, firefox, mini_browser};
pub(crate) use self::wasm::{Purpose, TARGET};

use crate::config::Config;
use crate::output;

/// What building the page takes.
pub(crate) const PAGE: &[Part] =
    &[Part::WasmCompiler, Part::Node, Part::NodeModules, Part::WasmBindgen, Part::WasmSplit];

/// What testing WebAssembly in a browser takes.
pub(crate) const WASM_TESTS: &[Part] =
    &[Part::WasmCompiler, Part::WasmClippy, Part::WasmBindgen, Part::Node, Part::NodeModules, Part::Chromium];

/// What packing the JavaScript face of `crypto` takes.
pub(crate) const PACKAGE: &[Part] = &[Part::WasmCompiler, Part::Node, Part::NodeModules, Part::WasmBindgen];

/// Finds or installs whatever any command needs.
///
/// # Errors
///
/// As [`need`].
pub(crate) fn everything(config: &Config) -> Result<()> {
    need(config, Part::ALL)?;
    output::say(&format!("everything is here; tools are kept in {}", config.tools.display()));
    Ok(())
}

/// Finds the given parts and installs those that are missing.
///
/// # Errors
///
/// When something is missing and can't be installed: then with what to install by hand.
pub(crate) fn need(config: &Config, parts: &[Part]) -> Result<()> {
    if missing(config, parts).is_empty() {
        return Ok(());
    }
    let _alone = Lock::take(&config.tools.join(".lock"), "another set-up")?;
    wasm::try_rustup(config, &missing(config, parts));
    system::install(config, &missing(config, parts))?;
    for part in missing(config, parts) {
        part.install(config)?;
    }
    cargo_tools::sweep(config);
    let left: Vec<_> = missing(config, parts).iter().map(|part| part.words()).collect();
    ensure!(left.is_empty(), "installed, but still not found: {}", left.join("; "));
    Ok(())
}

fn missing(config: &Config, parts: &[Part]) -> Vec<Part> {
    parts.iter().copied().filter(|part| !part.is_there(config)).collect()
}
