//! `cargo xtask`: everything that a person runs in this repository.

mod bundle;
mod cli;
mod config;
mod output;
mod page;
mod process;
mod setup;

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
        Command::Setup => setup::everything(&config)?,
        Command::Build => page::build(&config)?,
        Command::FinishBundle { stage, out } => bundle::finish(&config.root, &stage, &out)?,
    }
    Ok(ExitCode::SUCCESS)
}
