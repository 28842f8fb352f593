//! Packs the JavaScript face of `crypto` as an npm package: module, WebAssembly, types.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::config::Config;
use crate::module::Module;
use crate::setup::{self, Toolbox};
use crate::{output, page, process};

/// What `package.json` says, but for the version, which is the workspace's.
const PACKAGE: &str = include_str!("package.json");
/// Files that go along as they are.
const PAPERS: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "docs/SEALING.md"];

/// What the package is made of.
const CORE: Module = Module { package: "oz-crypto", name: "oz_crypto", what: "the encryption core" };

/// Builds and packs; the tarball is in `target/npm/`.
///
/// # Errors
///
/// When it doesn't build, or npm refuses to pack it.
pub(crate) fn pack(config: &Config) -> Result<()> {
    setup::need(config, setup::PACKAGE)?;
    let tools = Toolbox::open(config)?;
    let package = package(config, &tools)?;
    let out = package.parent().context("the package's folder has a parent")?;
    let mut npm = tools.native(config, "npm");
    npm.current_dir(&package).args(["pack", "--pack-destination"]).arg(out);
    process::logged(config, "npm-pack", npm)?;
    for tarball in tarballs(out)? {
        output::data(&tarball);
    }
    Ok(())
}

/// Builds the package's files, and says in which folder they are.
///
/// # Errors
///
/// When it doesn't build.
pub(crate) fn package(config: &Config, tools: &Toolbox) -> Result<PathBuf> {
    let out = page::fresh(&config.root.join("target/npm"))?;
    let package = out.join("package");
    CORE.build(config, tools, &package)?;
    papers(config, &package)?;
    Ok(package)
}

fn papers(config: &Config, package: &Path) -> Result<()> {
    let manifest = manifest(env!("CARGO_PKG_VERSION"))?;
    fs::write(package.join("package.json"), manifest).context("could not write package.json")?;
    for paper in PAPERS {
        let from = config.root.join(paper);
        let name = from.file_name().context("a paper has a name")?;
        fs::copy(&from, package.join(name)).with_context(|| format!("could not copy {paper}"))?;
    }
    Ok(())
}

fn manifest(version: &str) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(PACKAGE).context("xtask/src/npm/package.json is not JSON")?;
    manifest["version"] = version.into();
    serde_json::to_string_pretty(&manifest).context("could not write package.json")
}

fn tarballs(out: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(out).with_context(|| format!("could not list {}", out.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    let tarballs = files.filter(|file| file.extension().is_some_and(|ending| ending == "tgz"));
    Ok(tarballs.map(|file| file.display().to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_has_the_workspaces_version_and_all_its_files() {
        let manifest: Value = serde_json::from_str(&manifest("1.2.3").unwrap()).unwrap();

        assert_eq!(manifest["version"], "1.2.3");
        for file in [&manifest["main"], &manifest["types"]] {
            assert!(manifest["files"].as_array().unwrap().contains(file));
        }
    }
}
