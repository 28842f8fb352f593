//! Scripts and style sheets without what only people read.

use std::fs;

use anyhow::{Context, Result};

use crate::config::Config;
use crate::process;
use crate::setup::Toolbox;

/// The same script (`js`, a module) or style sheet (`css`), shorter.
///
/// # Errors
///
/// When esbuild can't read it.
pub(super) fn shorten(config: &Config, tools: &Toolbox, kind: &str, text: &[u8]) -> Result<Vec<u8>> {
    let [long, short] = ["long", "short"].map(|name| config.scratch().join(name).with_extension(kind));
    fs::write(&long, text).with_context(|| format!("could not write {}", long.display()))?;
    let mut esbuild = tools.native(config, "esbuild");
    esbuild.args(["--minify", "--charset=utf8"]);
    if kind == "js" {
        esbuild.args(["--format=esm", "--tree-shaking=true", "--log-override:duplicate-object-key=silent"]);
    }
    esbuild.arg(&long).arg(format!("--outfile={}", short.display()));
    process::logged(config, &format!("esbuild-{kind}"), esbuild)?;
    fs::read(&short).with_context(|| format!("could not read {}", short.display()))
}
