//! The commands and their options. Parses; does nothing.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::test::Only;

/// Builds, starts and tests Oz Secrets. Each command first installs what it needs and doesn't find.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One thing that a person runs.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Check everything; the last line says how many tests passed and failed
    Test {
        /// Check only a part
        #[arg(long, value_enum, value_name = "PART")]
        only: Option<Only>,
    },
    /// Find or install everything that any of the other commands needs
    Setup,
    /// Build the page and the server, start it, and print a link that signs you in
    Serve {
        /// The address to listen on.
        #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
        listen: SocketAddr,
        /// The folder of the database and the keys.
        #[arg(long, default_value = "data", value_name = "DIR")]
        data: PathBuf,
    },
    /// Build the page into `dist/`
    Build,
    /// Measure sealing, loading, searching and the server; the report is in `target/bench/`
    Bench,
    /// Run each fuzz target of `crypto` for a while (needs a nightly toolchain)
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 30, value_name = "N")]
        seconds: u32,
    },
    /// Pack the JavaScript face of `crypto` as an npm package into `target/npm/`
    Npm,
}
