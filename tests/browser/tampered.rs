//! One byte flipped in what is served: it isn't run, and the page says why.

use anyhow::{Context, Result, ensure};
use oz_tests::{Engine, Visit, spy::Tamper, visit};

const MESSAGE: &str = "Oz Secrets can’t start";

#[tokio::test]
async fn a_flipped_byte_in_the_wasm_stops_the_page_in_chromium() -> Result<()> {
    visit(Engine::Chromium, async |visit| stops(visit, File::Wasm).await).await
}

#[tokio::test]
async fn a_flipped_byte_in_the_wasm_stops_the_page_in_firefox() -> Result<()> {
    visit(Engine::Firefox, async |visit| stops(visit, File::Wasm).await).await
}

#[tokio::test]
async fn a_flipped_byte_in_the_wasm_stops_the_page_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, async |visit| stops(visit, File::Wasm).await).await
}

#[tokio::test]
async fn a_flipped_byte_in_the_glue_stops_the_page_in_chromium() -> Result<()> {
    visit(Engine::Chromium, async |visit| stops(visit, File::Module).await).await
}

#[tokio::test]
async fn a_flipped_byte_in_the_glue_stops_the_page_in_firefox() -> Result<()> {
    visit(Engine::Firefox, async |visit| stops(visit, File::Module).await).await
}

#[tokio::test]
async fn a_flipped_byte_in_the_glue_stops_the_page_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, async |visit| stops(visit, File::Module).await).await
}

/// The flips are harmless by themselves: it is the integrity that stops the page, nothing else.
#[tokio::test]
async fn the_same_flips_would_run_if_nobody_checked() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let spy = visit.stack.spy();
        spy.tamper(Tamper::rewrite("_bg.wasm", |wasm| flip_wasm(wasm)));
        spy.tamper(Tamper::rewrite(".js", |module| {
            flip_module(module);
            instead(module, "integrity:", "unchecked:");
        }));
        spy.tamper(Tamper::rewrite("/secrets", |html| instead(html, "integrity", "data-unchecked")));

        visit.go("/secrets").await?;

        visit.page().get("heading", "You're signed out").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_flipped_byte_in_a_part_stops_that_part_in_chromium() -> Result<()> {
    visit(Engine::Chromium, part_stops).await
}

#[tokio::test]
async fn a_flipped_byte_in_a_part_stops_that_part_in_firefox() -> Result<()> {
    visit(Engine::Firefox, part_stops).await
}

#[tokio::test]
async fn a_flipped_byte_in_a_part_stops_that_part_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, part_stops).await
}

/// What comes later than the page.
async fn part_stops(visit: &mut Visit) -> Result<()> {
    visit.expect_failure();
    let spy = visit.stack.spy();
    spy.tamper(Tamper::rewrite(".wasm", |wasm| flip_part(wasm)));
    visit.sign_in().await?;

    visit.page().click("button", "Add secret").await?;

    visit.page().says("This part of the page is missing").await?;
    spy.leave_alone();
    visit.page().click("button", "Try again").await?;
    visit.page().get("dialog", "Add secret").await.context("untouched, it opens").map(drop)
}

#[derive(Clone, Copy)]
enum File {
    Wasm,
    Module,
}

async fn stops(visit: &mut Visit, file: File) -> Result<()> {
    visit.expect_failure();
    let spy = visit.stack.spy();
    spy.tamper(match file {
        File::Wasm => Tamper::rewrite("_bg.wasm", |wasm| flip_wasm(wasm)),
        File::Module => Tamper::rewrite(".js", |module| flip_module(module)),
    });

    visit.go("/secrets").await?;

    visit.page().says(MESSAGE).await?;
    let started: bool = visit.driver.script("return 'ozWasm' in globalThis", &[]).await?;
    ensure!(!started, "the program runs");
    let asked = spy.exchanges().into_iter().filter(|exchange| exchange.path().starts_with("/api/")).count();
    ensure!(asked == 0, "the page asked the server {asked} times");
    if matches!(file, File::Module) {
        // The damaged module stays in the browser's cache under its name, until it is told to fetch all anew.
        return Ok(());
    }
    spy.leave_alone();
    visit.go("/secrets").await?;
    visit.page().get("heading", "You're signed out").await.context("untouched, it starts").map(drop)
}

/// Turns one bit of a letter in one of the program's own words.
fn flip_wasm(wasm: &mut [u8]) {
    let word = b"sign in";
    if let Some(at) = position(wasm, word).or_else(|| position(wasm, b"Secrets")) {
        wasm[at] ^= 0x20;
    }
}

/// Turns one bit of a letter in a word that only a part has.
fn flip_part(wasm: &mut [u8]) {
    if let Some(at) = position(wasm, b"Load from file") {
        wasm[at] ^= 0x20;
    }
}

/// Turns one bit of a letter in a sentence that the module would only say if it failed.
fn flip_module(module: &mut [u8]) {
    if let Some(at) = position(module, b"the program came with status") {
        module[at] ^= 0x20;
    }
}

fn instead(text: &mut Vec<u8>, what: &str, other: &str) {
    let whole = String::from_utf8_lossy(text).replace(what, other);
    *text = whole.into_bytes();
}

fn position(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
