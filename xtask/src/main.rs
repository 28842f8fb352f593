//! `cargo xtask`: everything that a person runs in this repository.

mod bench;
mod bundle;
mod cli;
mod config;
mod fuzz;
mod module;
mod npm;
mod output;
mod page;
mod process;
mod serve;
mod setup;
mod test;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::config::Config;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            output::failure(&error);
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked for. An error is something that a person reads; a failed test is only a code.
fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = Config::load()?;
    match cli.command {
        Command::Serve { listen, data } => return serve::serve(&config, listen, &data),
        Command::Test { only } => return test::test(&config, only),
        Command::Fuzz { seconds } => fuzz::run(&config, seconds)?,
        Command::Bench => bench::run(&config)?,
        Command::Npm => npm::pack(&config)?,
        Command::Setup => setup::everything(&config)?,
        Command::Build => page::build(&config)?,
    }
    Ok(ExitCode::SUCCESS)
}
