//! Runs a command, and turns what goes wrong into one sentence and an exit code.

use std::{io, process::ExitCode};

use anyhow::{Context, Result};
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use tracing_subscriber::EnvFilter;

use super::{api_key, key, serve, sign_in_link};
use crate::{
    config::{Cli, Command},
    output,
};

/// Runs what the command line asks for. 0 when it is done, 1 with a sentence on stderr when it can't be.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    match try_run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::talk(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn try_run(cli: Cli) -> Result<()> {
    // A crash must not write opened values to a file; that this can't be set on every system is no reason to stop.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let filter = EnvFilter::try_new(&cli.log).context("`--log` can't be read")?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(false).init();
    std::panic::set_hook(Box::new(|panic| {
        // Where, not what: a panic's words may have been made from anything.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "panicked");
    }));
    let runtime = tokio::runtime::Runtime::new().context("could not start")?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(serve) => serve::run(serve).await,
            Command::SignInLink(link) => sign_in_link::run(link).await,
            Command::ApiKey(command) => api_key::run(command).await,
            Command::Key(command) => key::run(command).await,
        }
    })
}
