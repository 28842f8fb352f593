//! WebAssembly without what it can do without.

use std::cmp::Reverse;
use std::fs;
use std::path::PathBuf;
use std::thread;

use anyhow::{Result, bail};

use crate::config::Config;
use crate::process;
use crate::setup::Toolbox;

/// What becomes of the names of functions.
#[derive(Clone, Copy)]
pub(crate) enum Names {
    /// They go, as in whatever is served.
    Dropped,
    /// They stay, for whoever wants to know what a module is made of.
    Kept,
}

/// Shrinks files in place, as binaryen's `wasm-opt -Oz` does.
///
/// # Errors
///
/// When binaryen can't read one of them.
pub(crate) fn shrink(config: &Config, tools: &Toolbox, files: &[PathBuf], names: Names) -> Result<()> {
    let mut sorted = files.to_vec();
    sorted.sort_by_key(|file| Reverse(fs::metadata(file).map_or(0, |data| data.len())));
    // The program takes about as long as all of its parts: a processor for each.
    let (first, rest) = sorted.split_at(1.min(sorted.len()));
    thread::scope(|scope| {
        let other = scope.spawn(|| shrink_in_turn(config, tools, rest, names));
        let mine = shrink_in_turn(config, tools, first, names);
        mine.and(other.join().unwrap_or_else(|_| bail!("shrinking stopped")))
    })
}

fn shrink_in_turn(config: &Config, tools: &Toolbox, files: &[PathBuf], names: Names) -> Result<()> {
    let Some(first) = files.first().and_then(|file| file.file_stem()) else {
        return Ok(());
    };
    let mut node = tools.native(config, "node");
    node.arg(config.root.join("xtask/node/shrink.mjs"))
        .arg(tools.node_modules.join("binaryen/index.js"))
        .arg(match names {
            Names::Dropped => "nameless",
            Names::Kept => "names",
        })
        .args(files);
    process::logged(config, &format!("shrink-{}", first.display()), node)
}
