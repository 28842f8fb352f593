//! Builds the page into `dist/`: compiled, split, shrunk, the finished bundle, put in place at one stroke.

mod imports;
mod inputs;
mod shorten;
mod shrink;
mod stage;
mod swap;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(crate) use self::shrink::{Names, shrink};
use crate::config::Config;
use crate::setup::{self, Lock, Toolbox};
use crate::{bundle, output};

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
    stage_page(config, tools, &stage, Names::Dropped)?;
    stage::lay_out(config, &stage)?;
    output::step("shortening, naming, vouching, compressing", "15 s", || {
        bundle::finish(&config.root, &stage, &out, &|kind, text| shorten::shorten(config, tools, kind, text))
    })?;
    swap::into_place(&out, &dist)?;
    fs::write(&stamp, inputs::stamp(&inputs, &dist)).context("could not note what was built")
}

/// Compiles the page and lays its WebAssembly, in its parts, and the glue on a stage.
///
/// # Errors
///
/// When it doesn't compile, or a tool fails.
pub(crate) fn stage_page(config: &Config, tools: &Toolbox, stage: &Path, names: Names) -> Result<()> {
    output::step("compiling the page", "4 min the first time, 1 min after a change", || stage::compile(config, tools))?;
    output::step("splitting and shrinking its WebAssembly", "40 s", || {
        stage::split(config, tools, stage)?;
        shrink(config, tools, &stage::programs(stage)?, names)
    })
}

/// A folder's path, whatever was there before removed.
///
/// # Errors
///
/// When it can't be removed.
pub(crate) fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("could not remove {}", folder.display()))?;
    }
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).with_context(|| format!("could not make {}", parent.display()))?;
    }
    Ok(folder.to_owned())
}
