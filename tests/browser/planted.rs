//! The canary's search is worth something: planted in each place that it looks at, a value is found there.

use std::collections::HashSet;

use anyhow::{Result, ensure};
use base64ct::{Base64, Encoding};
use hyper::StatusCode;
use oz_tests::{
    Engine, Visit,
    needles::Needles,
    page::Draft,
    places::{self, Piece, Place},
    spy::{Answer, Tamper},
    visit,
};
use serde_json::json;

const PLANTED: &str = r#"planted "on" purpose ü\ 3c9f02"#;

#[tokio::test]
async fn a_planted_value_is_found_in_each_place_in_chromium() -> Result<()> {
    visit(Engine::Chromium, async |visit| found_in_each_place(visit).await).await
}

#[tokio::test]
async fn a_planted_value_is_found_in_each_place_in_firefox() -> Result<()> {
    visit(Engine::Firefox, async |visit| found_in_each_place(visit).await).await
}

#[tokio::test]
async fn a_planted_value_is_found_in_each_place_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, async |visit| found_in_each_place(visit).await).await
}

async fn found_in_each_place(visit: &mut Visit) -> Result<()> {
    let needles = Needles::of(PLANTED)?;
    let secrets = visit.sign_in().await?;

    // Descriptions are stored in the clear: a real way onto the wire, into the page and the database.
    secrets.add(&Draft::new("PLANTED", "fake-value").described(PLANTED)).await?;
    let mut pieces = visit.stack.kept()?;
    let memory = visit.stack.memory()?;
    let may_look = memory.is_some();
    pieces.extend(memory.into_iter().flatten());
    on_the_wire(visit).await?;
    visit.driver.async_script::<bool>(PLANT_IN_PAGE, &[json!(PLANTED)]).await?;
    pieces.extend(places::in_page(&visit.driver).await?);
    pieces.extend(visit.stack.spy().exchanges().iter().flat_map(oz_tests::spy::Exchange::pieces));
    // A server that stops puts its write-ahead log into the database.
    std::fs::write(visit.stack.data().join("note.txt"), PLANTED)?;
    visit.stack.restart().await?;
    pieces.extend(visit.stack.kept()?);
    pieces.extend(in_a_log(visit)?);

    let found: HashSet<Place> = places::search(&needles, &pieces).iter().map(|find| find.place).collect();
    let looked_at = Place::ALL.into_iter().filter(|place| may_look || *place != Place::ServerMemory);
    let missed: Vec<_> = looked_at.filter(|place| !found.contains(place)).collect();
    ensure!(missed.is_empty(), "planted and not found: {missed:?}");
    Ok(())
}

/// A request and an answer with the value in every part of them.
async fn on_the_wire(visit: &Visit) -> Result<()> {
    let mut answer = Answer::new(StatusCode::OK, "text/plain", PLANTED);
    answer.headers.insert("x-planted", Base64::encode_string(PLANTED.as_bytes()).parse()?);
    visit.stack.spy().tamper(Tamper::answer("POST", "/planted", answer));
    let ask = "
        const [value] = args;
        const headers = { 'x-planted': encodeURIComponent(value) };
        await fetch('/planted?' + new URLSearchParams({ value }), { method: 'POST', headers, body: JSON.stringify({ value }) });
        return true;
    ";
    visit.driver.async_script::<bool>(ask, &[json!(PLANTED)]).await.map(drop)
}

const PLANT_IN_PAGE: &str = include_str!("plant.js");

/// The server has no way to log a value; what is searched is what a process said, whatever it was.
fn in_a_log(visit: &Visit) -> Result<Vec<Piece>> {
    let line = json!({ "level": "INFO", "message": PLANTED }).to_string();
    places::on_server(visit.stack.data(), line.into_bytes())
}
