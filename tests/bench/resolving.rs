//! How long it takes to decide which secrets a run gets: natively, and in a page.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use oz_resolving::{Lists, Order, State};
use oz_tests::{Driver, Engine};
use serde::Deserialize;
use serde_json::json;

use crate::{files::Files, report::Section, stats::median};

const HOW: &str = "`domain::resolve` over 1,000 secrets (800 the team's, 200 personal, half of those under names that the team has \
    too, a few typed, a few disabled) for a run with a harness auth secret: once with an environment that names 100, ten \
    of which aren't there, once with nothing declared, where it gets nearly all. The secrets come by name, as a page has \
    them from the list; the row 'in no order' has them as a claim reads them. One thread; batches of 20 answers, medians of 41 batches; making the candidates is in a batch once, dropping each answer \
    is in it. In headless Chromium the same crate, compiled and shrunk as the page's WebAssembly is, with the page's \
    allocator, in an isolated page (fine clock).";

const ROUNDS: usize = 41;
const TIMES: u32 = 20;

#[derive(Deserialize)]
struct Measured {
    isolated: bool,
    /// The very first answer, in milliseconds.
    first: f64,
    attached: Turns,
    inherited: Turns,
}

/// Milliseconds of one answer, for each batch, and how many secrets the run gets.
#[derive(Deserialize)]
struct Turns {
    rounds: Vec<f64>,
    injected: usize,
}

/// Times the workload here and in a page that has `module`, its folder.
///
/// # Errors
///
/// When the browser fails, or decides otherwise than this program.
pub(crate) async fn measure(module: &Path) -> Result<Section> {
    let mut section = Section::new("Who gets what", HOW);
    let state = State::new(Order::Name);
    let (attached, inherited) = (native(&state, Lists::Attached), native(&state, Lists::Inherited));
    let unordered = native(&State::new(Order::Making), Lists::Attached);
    let page = in_a_page(module).await?;
    ensure!(page.isolated, "the bench page isn't isolated: its clock is too coarse");
    for (here, there) in [(&attached, &page.attached), (&inherited, &page.inherited)] {
        ensure!(here.injected == there.injected, "the page decides otherwise");
    }
    let us = |turns: &Turns| median(&turns.rounds) * 1000.0;
    section.barred("resolve_1000_us", "1,000 secrets, 100 references", us(&attached), "µs", 100.0);
    section.figure("resolve_1000_unordered_us", "the same, in no order", us(&unordered), "µs");
    section.figure("resolve_1000_inherited_us", "1,000 secrets, nothing declared", us(&inherited), "µs");
    let ms = |turns: &Turns| median(&turns.rounds);
    section.barred("resolve_1000_browser_ms", "in a page: 100 references", ms(&page.attached), "ms", 4.0);
    section.figure("resolve_1000_browser_inherited_ms", "in a page: nothing declared", ms(&page.inherited), "ms");
    section.figure("resolve_1000_browser_first_ms", "in a page: the very first answer", page.first, "ms");
    Ok(section)
}

fn native(state: &State, lists: Lists) -> Turns {
    let injected = state.answer(lists, TIMES);
    let round = |_| {
        let started = Instant::now();
        let _ = state.answer(lists, TIMES);
        started.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES)
    };
    Turns { rounds: (0..ROUNDS).map(round).collect(), injected }
}

async fn in_a_page(module: &Path) -> Result<Measured> {
    let page: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/page");
    let files = Files::serve(vec![("page", page), ("resolving", module.to_owned())]).await?;
    let browser = Driver::start(Engine::Chromium).await?;
    browser.set_script_timeout(Duration::from_mins(2)).await?;
    browser.goto(files.url("page/resolving.html")).await?;
    let script = "for (let tries = 0; !globalThis.measure && tries < 500; tries += 1) {
            await new Promise((go) => setTimeout(go, 20));
        }
        return await globalThis.measure(args[0]);";
    let measured = browser.async_script(script, &[json!({ "rounds": ROUNDS, "times": TIMES })]).await?;
    browser.quit().await?;
    Ok(measured)
}
