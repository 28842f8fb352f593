//! Builds the page into `dist/`: Trunk, wasm-opt, the finished bundle, put in place at one stroke.

mod inputs;
mod swap;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::config::Config;
use crate::setup::{self, Lock, Purpose, Toolbox};
use crate::{bundle, output, process};

/// What WebAssembly may use: everything that the compiler turns on by itself and three engines have.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Sets up, and builds the page unless `dist/` already has it.
///
/// # Errors
///
/// When a tool is missing, or the page doesn't build.
pub(crate) fn build(config: &Config) -> Result<()> {
    setup::need(config, setup::PAGE)?;
    build_with(config, &Toolbox::open(config)?)
}

/// Builds the page unless `dist/` already has it.
///
/// # Errors
///
/// When the page doesn't build.
pub(crate) fn build_with(config: &Config, tools: &Toolbox) -> Result<()> {
    let _alone = Lock::take(&config.scratch().join("page.lock"), "another build of the page")?;
    let dist = config.root.join("dist");
    let stamp = config.scratch().join("page.stamp");
    let inputs = inputs::fingerprint(config, tools)?;
    if fs::read_to_string(&stamp).is_ok_and(|built| built == inputs::stamp(&inputs, &dist)) {
        output::say("the page in dist/ is up to date");
        return Ok(());
    }
    let stage = fresh(&config.scratch().join("stage"))?;
    let out = fresh(&config.scratch().join("bundle"))?;
    output::step("building the page", "3 min the first time, 1 min after a change", || {
        process::logged(config, "trunk", trunk(config, tools, &stage))
    })?;
    output::step("shrinking its WebAssembly", "10 s", || shrink_all(config, tools, &stage))?;
    output::step("naming, vouching, compressing", "5 s", || bundle::finish(&config.root, &stage, &out))?;
    swap::into_place(&out, &dist)?;
    fs::write(&stamp, inputs::stamp(&inputs, &dist)).context("could not note what was built")
}

/// What becomes of the names of functions.
#[derive(Clone, Copy)]
pub(crate) enum Names {
    /// They go, as in whatever is served.
    Dropped,
    /// They stay, for whoever wants to know what a module is made of.
    Kept,
}

/// Runs wasm-opt over one file, in place.
///
/// # Errors
///
/// When wasm-opt can't read it.
pub(crate) fn shrink(config: &Config, tools: &Toolbox, wasm: &Path, names: Names) -> Result<()> {
    let mut command = tools.native(config, "wasm-opt");
    command
        .arg(match names {
            Names::Dropped => "--strip-debug",
            Names::Kept => "--debuginfo",
        })
        .args(["-Oz", "--strip-producers"])
        .args(FEATURES)
        .arg(wasm)
        .arg("--output")
        .arg(wasm);
    process::logged(config, "wasm-opt", command)
}

fn shrink_all(config: &Config, tools: &Toolbox, stage: &Path) -> Result<()> {
    let mut found = 0;
    for entry in fs::read_dir(stage).context("Trunk left nothing")? {
        let file = entry.context("could not read an entry of Trunk's folder")?.path();
        if file.extension().is_some_and(|ending| ending == "wasm") {
            shrink(config, tools, &file, Names::Dropped)?;
            found += 1;
        }
    }
    ensure!(found > 0, "Trunk left no WebAssembly");
    Ok(())
}

fn trunk(config: &Config, tools: &Toolbox, stage: &Path) -> Command {
    let mut trunk = tools.wasm(config, "trunk", Purpose::Page);
    trunk.args(["build", "--color", "never", "--skip-version-check", "--dist"]).arg(stage);
    if let Some(version) = tools.wasm_bindgen_version.as_deref() {
        trunk.env("TRUNK_TOOLS_WASM_BINDGEN", version);
    }
    // Its log is shown when it fails: the reason, not Trunk's own insides.
    trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
    trunk
}

/// An empty folder's path, whatever was there before removed.
fn fresh(folder: &Path) -> Result<std::path::PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("could not remove {}", folder.display()))?;
    }
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).with_context(|| format!("could not make {}", parent.display()))?;
    }
    Ok(folder.to_owned())
}
