//! `oz-bench`: measures what a person would feel, and writes `report.md` and `report.json`.

mod client;
mod digits;
mod files;
mod first_list;
mod first_load;
mod load;
mod many;
mod report;
mod resolving;
mod runs;
mod sealing;
mod seed;
mod share;
mod stats;
mod versions;
mod wasm;

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::Parser;
use oz_tests::{Stack, spy::Wire};

use crate::{client::Client, report::Report, seed::Seed};

/// Measures Oz Secrets. Where programs and the page are is said in the environment, as for the tests.
#[derive(Parser)]
pub(crate) struct Arguments {
    /// The folder to write the report to.
    #[arg(long)]
    out: PathBuf,
    /// The folder of the crypto crate's JavaScript package.
    #[arg(long)]
    crypto_package: PathBuf,
    /// A folder with the page's WebAssembly, all parts, its functions' names kept.
    #[arg(long)]
    named_page: PathBuf,
    /// The folder of the workload for `resolve` as a WebAssembly module.
    #[arg(long)]
    resolving_module: PathBuf,
    /// What to measure; everything when nothing is said.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
}

/// A part of the report.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Sealing in the browser.
    Sealing,
    /// Bytes of the first load.
    FirstLoad,
    /// Who gets what, natively and in the browser.
    Resolving,
    /// Claims and environments.
    Runs,
    /// The page and the server.
    Server,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "error: {why:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    let wanted = |part| arguments.only.is_empty() || arguments.only.contains(&part);
    let mut report = Report::default();
    if wanted(Part::Sealing) {
        report.add(sealing::measure(&arguments.crypto_package).await?);
    }
    if wanted(Part::FirstLoad) {
        report.add(first_load::measure(&arguments.named_page, &arguments.crypto_package)?);
    }
    if wanted(Part::Resolving) {
        report.add(resolving::measure(&arguments.resolving_module).await?);
    }
    if wanted(Part::Runs) {
        report.add(runs::measure().await?);
    }
    if wanted(Part::Server) {
        page_and_server(&mut report).await?;
    }
    versions::note(&mut report)?;
    report.write(&arguments.out)
}

/// One server after the other state: a hundred secrets, under load, ten thousand secrets.
async fn page_and_server(report: &mut Report) -> Result<()> {
    let stack = Stack::start(Wire::Plain).await?;
    let client = Client::sign_in(&stack).await?;
    let mut seed = Seed::learn(&client).await?;
    load::create_all(&client, seed.requests(100)?).await?;
    report.add(first_list::measure(&stack, &client).await?);

    let loaded = Stack::start(Wire::Plain).await?;
    let loading = Client::sign_in(&loaded).await?;
    let mut load_seed = Seed::learn(&loading).await?;
    load::create_all(&loading, load_seed.requests(100)?).await?;
    report.add(load::measure(&loading, &mut load_seed, loaded.data()).await?);
    drop(loaded);

    load::create_all(&client, seed.requests(many::MANY - 100)?).await?;
    report.add(many::measure(&stack, &client).await?);
    Ok(())
}
