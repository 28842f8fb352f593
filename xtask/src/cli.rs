//! The commands and their options. Parses; does nothing.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
    /// Find or install everything that any of the other commands needs
    Setup,
    /// Build the page into `dist/`
    Build,
    /// Turn what Trunk wrote into the bundle that is served: named by content, with integrity, compressed
    #[command(hide = true)]
    FinishBundle {
        /// The folder that Trunk wrote.
        #[arg(long)]
        stage: PathBuf,
        /// The folder to write, which must not exist yet.
        #[arg(long)]
        out: PathBuf,
    },
}
