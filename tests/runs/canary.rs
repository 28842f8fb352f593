//! The canary: after a claimed run, its values are in no answer, no file, no log and no memory, but sealed.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{EndState, Receipt, paths},
};
use oz_tests::{
    Person, Runner, Stack,
    needles::Needles,
    places::{self, Piece, Place},
    spy::Wire,
};
use rustix::process::geteuid;
use serde_json::{Value, json};

/// Letters of every kind, so that no two forms of it are the same bytes.
const CANARY: &str = r#"fake "canary" 3c91d7 ü\é +/?&=<82ad0f64e5>"#;

/// The run's title: what the server may remember, and does.
const KNOWN: &str = "remembered 77ce01 by the server";

#[tokio::test]
async fn after_a_claimed_run_no_value_is_anywhere_but_sealed() -> Result<()> {
    let stack = Stack::start(Wire::Plain).await?;
    let mut runner = Runner::new(stack.api(Person::Admin)?)?;
    let secret = runner.api().add("CANARY", CANARY, Scope::Team).await?;
    let renamed = json!([{ "name": "CANARY", "as": "RENAMED" }, { "name": "GONE" }]);
    let must = json!([{ "name": "CANARY" }, { "name": "GONE", "required": true }]);
    runner.ask("POST", paths::RESOLVE, &json!({ "config": { "secrets": renamed } })).await?;

    let run = runner.start(&json!({ "title": KNOWN, "prompt": "x", "config": { "secrets": renamed } })).await?;
    let failing = runner.start(&json!({ "prompt": "x", "config": { "secrets": must } })).await?;
    let delivery = runner.claim(run).await?;
    nothing_in_memory(&stack)?;
    // EXPOSE: to see that the search would have something to find.
    ensure!(delivery.contents().variables == [("RENAMED", CANARY)], "it has not arrived");
    ensure!(runner.claim(failing).await.is_err(), "a run began without what it must have");
    nothing_in_memory(&stack)?;
    runner.say(run, &Receipt::Received { variables: 1 }).await?;
    runner.say(run, &Receipt::Ended { state: EndState::Failed, message: Some("for a test".to_owned()) }).await?;
    for path in [
        paths::RUNS.to_owned(),
        paths::run(run),
        paths::run(failing),
        paths::SECRETS.to_owned(),
        paths::secret(secret.id),
        paths::secret_usage(secret.id),
    ] {
        runner.ask("GET", &path, &Value::Null).await?;
    }

    let mut pieces = stack.kept()?;
    pieces.extend(runner.answers());
    let found = places::search(&Needles::of(CANARY)?, &pieces);
    ensure!(found.is_empty(), "{found:?}");
    // The same search finds it where it is planted.
    for place in [Place::Database, Place::WriteAheadLog, Place::ServerLog, Place::ResponseBody] {
        let piece = pieces.iter().find(|piece| piece.place == place).with_context(|| format!("no {place:?}"))?;
        ensure!(finds_planted(piece)?, "not even planted in {place:?}");
    }
    Ok(())
}

/// Where only root may look and this isn't root, the server's own test looks from inside.
fn nothing_in_memory(stack: &Stack) -> Result<()> {
    let Some(memory) = stack.memory()? else {
        ensure!(!geteuid().is_root(), "root may not look at the server's memory");
        return Ok(());
    };
    let found = places::search(&Needles::of(CANARY)?, &memory);
    ensure!(found.is_empty(), "{found:?}");
    // The same search of the same memory finds what the server does remember.
    ensure!(!places::search(&Needles::of(KNOWN)?, &memory).is_empty(), "the search finds nothing");
    Ok(())
}

fn finds_planted(piece: &Piece) -> Result<bool> {
    let mut bytes = piece.bytes.clone();
    let middle = bytes.len() / 2;
    bytes.splice(middle..middle, CANARY.bytes());
    let planted = Piece { place: piece.place, name: piece.name.clone(), bytes };
    Ok(!places::search(&Needles::of(CANARY)?, &[planted]).is_empty())
}
