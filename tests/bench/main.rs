//! `oz-bench`: measures what a person would feel, and writes `report.md` and `report.json`.

mod files;
mod report;
mod sealing;
mod stats;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

use crate::report::Report;

/// Measures Oz Secrets. Where programs and the page are is said in the environment, as for the tests.
#[derive(Parser)]
pub(crate) struct Arguments {
    /// The folder to write the report to.
    #[arg(long)]
    out: PathBuf,
    /// The folder of the crypto crate's JavaScript package.
    #[arg(long)]
    crypto_package: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut report = Report::default();
    report.add(sealing::measure(&arguments.crypto_package).await?);
    report.write(&arguments.out)
}
