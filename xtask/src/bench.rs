//! Measures what a person would feel; the measuring itself is `tests/bench`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::config::Config;
use crate::module::Module;
use crate::setup::{self, Part, Toolbox};
use crate::test::browsers;
use crate::{npm, output, page, process};

/// What measuring takes.
const PARTS: &[Part] =
    &[Part::WasmCompiler, Part::Node, Part::NodeModules, Part::WasmBindgen, Part::WasmSplit, Part::Chromium];

/// The workload that is answered natively and in a browser.
const RESOLVING: Module = Module { package: "oz-resolving", name: "oz_resolving", what: "what decides who gets what" };

/// Sets up, builds what is measured, and measures; the report is in `target/bench/`.
///
/// # Errors
///
/// When something doesn't build, or can't be measured. A missed bar is in the report.
pub(crate) fn run(config: &Config) -> Result<()> {
    setup::need(config, PARTS)?;
    let tools = Toolbox::open(config)?;
    page::build_with(config, &tools)?;
    let package = npm::package(config, &tools)?;
    let out = config.root.join("target/bench");
    // Profiles and data folders: on the same disk as the repository, whatever the system's folder for such is.
    let scratch = out.join("tmp");
    fs::create_dir_all(&scratch).with_context(|| format!("could not make {}", scratch.display()))?;
    let resolving = out.join("resolving");
    RESOLVING.build(config, &tools, &resolving)?;
    let twin = named_page(config, &tools, &out)?;
    output::step("building the server and the benchmark, optimised", "6 min the first time", || {
        process::logged(config, "bench-build", released(config))
    })?;

    let mut bench = tools.native(config, "cargo");
    bench.args(["run", "--release", "--package", "oz-tests", "--bin", "oz-bench", "--"]);
    bench.arg("--out").arg(&out);
    bench.arg("--crypto-package").arg(&package);
    bench.arg("--named-page").arg(&twin);
    bench.arg("--resolving-module").arg(&resolving);
    let server = config.target.join("release").join(format!("oz-server-stub{}", std::env::consts::EXE_SUFFIX));
    bench.envs(browsers::variables(config, &tools, Some(&server)));
    bench.env("TMPDIR", &scratch);
    output::step("measuring", "5 min, best on a machine that does nothing else", || {
        process::logged(config, "bench", bench)
    })?;
    let report = fs::read_to_string(out.join("report.md")).context("no report was written")?;
    output::data(&report);
    Ok(())
}

fn released(config: &Config) -> Command {
    let mut cargo = process::command(config, "cargo");
    cargo.args(["build", "--release", "--package", "oz-server-stub", "--package", "oz-tests", "--bins"]);
    cargo
}

/// The page's WebAssembly as it is served, in its parts, but with the names of its functions.
fn named_page(config: &Config, tools: &Toolbox, out: &Path) -> Result<PathBuf> {
    let stage = page::fresh(&out.join("named"))?;
    page::stage_page(config, tools, &stage, page::Names::Kept)?;
    Ok(stage)
}
