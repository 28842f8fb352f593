//! `cargo xtask test`: every check that there is. Goes on after a failure, and sums up at the end.

pub(crate) mod browsers;
mod client;
mod native;
mod repository;
mod results;
mod suite;
mod wasm;

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::ValueEnum;

use self::suite::{Suite, Tally};
use crate::config::Config;
use crate::setup::{self, Part, Toolbox};
use crate::{output, page, serve};

/// A part of the checks, for people in a hurry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// The rules about the repository's own files; takes no time
    Files,
    /// What needs no browser: form, lints, documentation, unit, vector and server tests
    Native,
    /// The lints and tests of what is compiled to WebAssembly, in headless Chromium
    Wasm,
    /// The published Python client against the real server
    Client,
    /// The built page and the real server, in three browsers
    E2e,
}

/// Sets up and runs the checks. The last line says how many tests passed and failed.
///
/// # Errors
///
/// When something that the checks need can't be had. A failed check is in the exit code.
pub(crate) fn test(config: &Config, only: Option<Only>) -> Result<ExitCode> {
    let wanted = |part: Only| only.is_none_or(|only| only == part);
    setup::need(config, parts(only))?;
    let mut tally = Tally::default();
    if wanted(Only::Files) || only == Some(Only::Native) {
        tally.check("rules about files", || repository::check(&config.root));
    }
    if wanted(Only::Native) {
        tally.run_all(config, native::suites(config));
    }
    if wanted(Only::Wasm) {
        tally.run_all(config, wasm::suites(config, &Toolbox::open(config)?));
    }
    if wanted(Only::Client) {
        published_client(config, &mut tally)?;
    }
    if wanted(Only::E2e) {
        end_to_end(config, &mut tally)?;
    }
    tally.explain();
    output::data(&tally.closing_line());
    Ok(if tally.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parts(only: Option<Only>) -> &'static [Part] {
    match only {
        None | Some(Only::E2e) => Part::ALL,
        Some(Only::Files) => &[],
        Some(Only::Native) => &[Part::Lints],
        Some(Only::Wasm) => setup::WASM_TESTS,
        Some(Only::Client) => &[Part::Python, Part::PythonPackages],
    }
}

/// The real server, as programs meet it that were written for the public Oz API.
fn published_client(config: &Config, tally: &mut Tally) -> Result<()> {
    let mut server = None;
    tally.check("the server builds", || {
        server = Some(serve::build_server(config)?);
        Ok(())
    });
    tally.run(config, client::suite(config, server.as_deref())?);
    Ok(())
}

/// The built page and the real server, as a person meets them.
fn end_to_end(config: &Config, tally: &mut Tally) -> Result<()> {
    let tools = Toolbox::open(config)?;
    let mut server = None;
    tally.check("the page builds", || page::build_with(config, &tools));
    tally.check("the server builds", || {
        server = Some(serve::build_server(config)?);
        Ok(())
    });
    let mut command: Command = tools.native(config, "cargo");
    command.args(["test", "--package", "oz-tests", "--test", "*", "--no-fail-fast", "--"]);
    command.arg(format!("--test-threads={}", browsers::at_once()));
    command.envs(browsers::variables(config, &tools, server.as_deref()));
    tally.run(
        config,
        Suite {
            name: "end to end, in three browsers",
            log: "end-to-end",
            usually: "8 min",
            command,
            expected: &["browser", "runs"],
        },
    );
    Ok(())
}
