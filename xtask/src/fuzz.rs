//! Runs the fuzz targets of `crypto`, each for a bounded time.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::config::Config;
use crate::setup::{self, Part, cargo_tools};
use crate::{output, process};

/// Runs each target.
///
/// # Errors
///
/// When there is no nightly toolchain, or a target finds something.
pub(crate) fn run(config: &Config, seconds: u32) -> Result<()> {
    let mut ask = process::command(config, "rustup");
    ask.args(["run", "nightly", "cargo", "--version"]);
    ensure!(
        process::stdout_of(ask).is_some(),
        "fuzzing needs a nightly toolchain, and none is here. Install one, then try again:\n\n  \
         rustup toolchain install nightly"
    );
    setup::need(config, &[Part::Fuzz])?;
    let targets = targets(config)?;
    ensure!(!targets.is_empty(), "crypto/fuzz has no target");
    for target in &targets {
        let what = format!("fuzzing {target} for {seconds} s");
        output::step(&what, "1 min to build at first", || one(config, target, seconds))?;
    }
    output::say(&format!("{} targets found nothing", targets.len()));
    Ok(())
}

fn targets(config: &Config) -> Result<Vec<String>> {
    let folder = config.root.join("crypto/fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| format!("could not list {}", folder.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    let sources = files.filter(|file| file.extension().is_some_and(|ending| ending == "rs"));
    let mut targets: Vec<_> = sources.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
    targets.sort();
    Ok(targets)
}

fn one(config: &Config, target: &str, seconds: u32) -> Result<()> {
    let folder = cargo_tools::FUZZ.folder(config).context("cargo-fuzz is not installed")?;
    let mut path = vec![folder];
    path.extend(std::env::split_paths(&config.path));
    let mut cargo = process::command(config, "cargo");
    cargo
        .env("PATH", std::env::join_paths(path).context("a folder's name has a colon")?)
        .env("RUSTUP_TOOLCHAIN", "nightly")
        .args(["fuzz", "run", "--fuzz-dir", "crypto/fuzz", target, "--"])
        .arg(format!("-max_total_time={seconds}"));
    process::logged(config, &format!("fuzz-{target}"), cargo)
}
