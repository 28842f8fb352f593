//! What was measured: programs, libraries, compilers, the machine.

use std::{fs, path::Path, process::Command, thread::available_parallelism};

use anyhow::{Context, Result};
use oz_tests::config::Need;
use serde_json::Value;

use crate::report::Report;

const LIBRARIES: [&str; 3] = ["libsodium-wrappers", "@hpke/core", "@hpke/chacha20poly1305"];

/// Adds all versions to the report.
///
/// # Errors
///
/// When something that was measured doesn't say its version.
pub(crate) fn note(report: &mut Report) -> Result<()> {
    report.version("Oz Secrets", env!("CARGO_PKG_VERSION"));
    report.version("the page", page()?);
    report.version("browser", said(Command::new(Need::Chromium.path()?).arg("--version"))?);
    for library in LIBRARIES {
        report.version(library, library_version(library)?);
    }
    report.version("rustc (server and this program)", said(Command::new("rustc").arg("--version"))?);
    report.version("machine", format!("{} processors, {}", available_parallelism()?, processor()));
    Ok(())
}

/// The name of the page's program, which changes with its content.
fn page() -> Result<String> {
    let names = fs::read_dir(Need::Dist.path()?)?.flatten().map(|entry| entry.file_name());
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    names
        .find(|name| Path::new(name).extension().is_some_and(|ending| ending == "wasm"))
        .context("no WebAssembly in dist/")
}

fn library_version(library: &str) -> Result<String> {
    let file = Need::NodeModules.path()?.join(library).join("package.json");
    let package: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    Ok(package["version"].as_str().context("a package without a version")?.to_owned())
}

fn said(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("could not run {}", command.get_program().display()))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or("unknown", |(_, name)| name.trim()).to_owned()
}
