//! Everything that the page is made of, by its plain name in one folder: compiled, split, glued, copied.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::imports;
use crate::bundle::PARTS;
use crate::config::Config;
use crate::process;
use crate::setup::{Purpose, TARGET, Toolbox};

/// What the program and its glue are called on the stage.
const PROGRAM: &str = "oz-web";

/// Compiles the page, with its parts ready to be taken apart.
///
/// # Errors
///
/// When it doesn't compile.
pub(super) fn compile(config: &Config, tools: &Toolbox) -> Result<()> {
    let mut cargo = tools.wasm(config, "cargo", Purpose::Page);
    cargo.args(["build", "--package", "oz-web", "--bin", PROGRAM, "--features", "split"]);
    cargo.args(["--profile", "wasm", "--target", TARGET]);
    process::logged(config, "page", cargo)
}

/// Takes what was compiled apart, makes the glue, and lays both on the stage.
///
/// # Errors
///
/// When one of the tools fails.
pub(super) fn split(config: &Config, tools: &Toolbox, stage: &Path) -> Result<()> {
    let parts = stage.join(PARTS);
    fs::create_dir_all(&parts).with_context(|| format!("could not make {}", parts.display()))?;
    let mut split = tools.native(config, "wasm-split-cli");
    split.args(["--target", "web", "--out-name", PROGRAM]);
    split.arg(config.wasm_target().join(TARGET).join("wasm").join(PROGRAM).with_extension("wasm")).arg(&parts);
    process::logged(config, "wasm-split", split)?;

    // The first part, which wasm-bindgen turns into what the page begins with; it names what the others ask for.
    let first = parts.join(PROGRAM).with_extension("wasm");
    let mut bindgen = tools.native(config, "wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", PROGRAM, "--out-dir"]);
    bindgen.arg(stage).arg(&first);
    process::logged(config, "wasm-bindgen", bindgen)?;
    let glue = stage.join(PROGRAM).with_extension("js");
    imports::number(&glue, &stage.join(format!("{PROGRAM}_bg.wasm")))?;
    fs::remove_file(&first).with_context(|| format!("could not remove {}", first.display()))
}

/// All WebAssembly on a stage.
///
/// # Errors
///
/// When a folder can't be listed.
pub(crate) fn programs(stage: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files(stage, "wasm")?;
    found.extend(files(&stage.join(PARTS), "wasm")?);
    Ok(found)
}

/// Copies what isn't compiled: markup, style, icon.
///
/// # Errors
///
/// When a file can't be copied.
pub(super) fn lay_out(config: &Config, stage: &Path) -> Result<()> {
    let mut copied = files(&config.root.join("web/styles"), "css")?;
    copied.extend(["index.html", "web/icon.svg"].map(|file| config.root.join(file)));
    for file in copied {
        let name = file.file_name().context("a file without a name")?;
        fs::copy(&file, stage.join(name)).with_context(|| format!("could not copy {}", file.display()))?;
    }
    Ok(())
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    let all: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    Ok(all.into_iter().filter(|file| file.extension() == Some(OsStr::new(ending))).collect())
}
