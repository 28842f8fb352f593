//! What arrives at a runner equals the preview, and the values equal what was stored, byte for byte.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use oz_domain::{
    Scope,
    api::{EndState, Receipt, paths},
    resolve::Resolution,
};
use oz_tests::{Person, Runner, Stack, spy::Wire};
use serde_json::json;

/// Values that something on the way could be tempted to change.
const AWKWARD: [(&str, &str); 9] = [
    ("NEWLINE", "not-a-real-value\n"),
    ("NEWLINES", "\n\nnot-a-real-value\r\n\n"),
    ("SPACES", "  not-a-real-value\t "),
    ("QUOTES", r#""not" 'a' \real\ value"#),
    ("CONTROLS", "not\u{1}a\u{7f}real\u{1b}[0m"),
    ("SCRIPTS", "nicht-echt ü 假 🔑 \u{202e}"),
    ("EXPRESSION", "$(not) `a` ${REAL} %value%"),
    ("JSON", r#"{"not":"real","\u0041":null}"#),
    ("EMPTY_LINES", "\n"),
];

#[tokio::test]
async fn what_arrives_is_what_was_previewed_byte_for_byte() -> Result<()> {
    let stack = Stack::start(Wire::Plain).await?;
    let mut runner = Runner::new(stack.api(Person::Admin)?)?;
    let mut stored: BTreeMap<String, String> = BTreeMap::new();
    let long = "not-a-real-value ".repeat(7_000);
    for (at, (name, value)) in AWKWARD.iter().copied().chain([("LONG", long.as_str())]).enumerate() {
        let scope = if at % 2 == 0 { Scope::Team } else { Scope::Personal };
        runner.api().add(name, value, scope).await?;
        stored.insert(name.to_owned(), value.to_owned());
    }
    let preview: Resolution = serde_json::from_value(runner.ask("POST", paths::RESOLVE, &json!({})).await?)?;

    let run = runner.start(&json!({ "prompt": "look at what is there" })).await?;
    let delivery = runner.claim(run).await?;
    // EXPOSE: values made for this test.
    let arrived = delivery.contents().variables;
    runner.say(run, &Receipt::Received { variables: arrived.len() as u64 }).await?;
    runner.say(run, &Receipt::Started).await?;
    runner.say(run, &Receipt::Ended { state: EndState::Succeeded, message: None }).await?;

    let previewed: Vec<&str> = preview.injected().flat_map(|row| row.variables.iter().map(AsRef::as_ref)).collect();
    let names: Vec<&str> = arrived.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, previewed);
    assert_eq!(names.len(), stored.len());
    for (name, value) in arrived {
        ensure!(stored[name] == value, "{name} is not what was stored");
    }
    let shown = runner.ask("GET", &paths::run(run), &json!(null)).await?;
    assert_eq!((&shown["state"], &shown["secrets"]["received"]), (&json!("SUCCEEDED"), &json!(10)));
    assert_eq!(shown["secrets"]["rows"], serde_json::to_value(&preview.rows)?);
    Ok(())
}
