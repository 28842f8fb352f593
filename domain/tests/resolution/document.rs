//! `docs/RESOLUTION.md` from the examples: it can't say anything that isn't so.

use std::fs;

use oz_domain::resolve::{DefaultInjection, Reason};
use oz_domain::{Harness, SecretType};

use crate::examples::rules;
use crate::scene::{Found, Scene, Secret, written};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/RESOLUTION.md");

const INTRODUCTION: &str = "# Which secrets a run gets, and why

One pure function decides: `oz_domain::resolve::resolve`. The page's preview, the server's preview, the claim of a run
and the record of the run come from it, so they say the same. This page is written by its tests: every example here is
run each time. After a change, `cargo test -p oz-domain --test resolution -- --ignored` writes it anew.

Whatever the order of secrets and lists, the same question has the same answer, with the same rows in the same order:
the harness auth secret, what lists ask for, what the default gives, the rest; each by name, personal before team. Each
secret within the run's reach has a row, and so has each reference that counts.

";

const READING: &str = "
In the examples it is 09:30 UTC on 12 March 2026, Ana and Ben are teammates, and a run that is said nothing else of was
started by Ana, with the harness `oz`. The last column has the variables that a secret sets, or would set if it were given
as asked. *Falls short* marks what somebody asked for and the run doesn't get: such a run is shown as having got fewer
than it asked for.
";

#[test]
fn the_document_is_what_the_examples_say() {
    assert!(
        fs::read_to_string(PATH).unwrap() == document(),
        "docs/RESOLUTION.md is stale: its first lines say how to write it anew"
    );
}

#[test]
#[ignore = "writes docs/RESOLUTION.md"]
fn write_the_document() {
    fs::write(PATH, document()).unwrap();
}

fn document() -> String {
    let mut text = [INTRODUCTION, &reasons(), READING].concat();
    for rule in rules() {
        text.push_str(&format_lines(&["", &format!("## {}", rule.title), "", &wrapped(rule.text)]));
        rule.scenes.iter().for_each(|scene| text.push_str(&example(scene)));
    }
    text
}

fn format_lines(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

fn reasons() -> String {
    let row = |reason: &Reason| format!("| `{reason}` | {} |", reason.sentence());
    let rows: Vec<_> = Reason::ALL.iter().map(row).collect();
    format_lines(&["| reason | what people are told |", "| --- | --- |", &rows.join("\n")])
}

fn example(scene: &Scene) -> String {
    let conditions: Vec<_> = conditions(scene).into_iter().map(|line| format!("- {line}")).collect();
    let row = |row: String| {
        let cells: Vec<_> = row.splitn(3, " | ").map(str::to_owned).collect();
        format!("| {} | `{}` | {} |", cells[0], cells[1], variables(&cells[2]))
    };
    let answer = scene.resolve();
    let rows: Vec<_> = answer.rows.iter().map(written).map(row).collect();
    let failed = if answer.is_failed() { "\nThe run fails before its agent starts.\n" } else { "" };
    format_lines(&["", &format!("**{}**", scene.says), "", &conditions.join("\n"), ""])
        + &format_lines(&["| secret | reason | variables |", "| --- | --- | --- |", &rows.join("\n")])
        + failed
}

fn variables(cell: &str) -> String {
    if cell == "–" { cell.to_owned() } else { format!("`{}`", cell.replace(' ', "` `")) }
}

/// What is special about an example.
fn conditions(scene: &Scene) -> Vec<String> {
    let auth = |(harness, name): &(Harness, &str)| format!("{} `{name}`", harness.auth_member().unwrap());
    let auths: Vec<_> = scene.auth.iter().map(auth).collect();
    let list = |whose: &str, json: Option<&str>| {
        json.map(|json| format!("{whose}: `{}`", json.split_whitespace().collect::<Vec<_>>().join(" ")))
    };
    let secrets: Vec<_> = scene.secrets.iter().map(secret).collect();
    [
        (scene.trigger != "Ana").then(|| format!("started by {}", scene.trigger)),
        (scene.harness != Harness::Oz).then(|| format!("harness: `{}`", scene.harness)),
        (!auths.is_empty()).then(|| format!("harness auth secrets: {}", auths.join(", "))),
        list("the run's list", scene.run),
        list("the environment's list", scene.environment),
        list("the agent's list", scene.agent),
        (scene.default != DefaultInjection::InheritAll)
            .then(|| format!("the workspace's default: `{}`", scene.default)),
        (!scene.worker.is_empty()).then(|| format!("set by the worker's environment: `{}`", scene.worker.join("` `"))),
        Some(format!("secrets: {}", if secrets.is_empty() { "none".to_owned() } else { secrets.join("; ") })),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn secret(of: &Secret) -> String {
    let owner = if of.owner == "team" { "the team's".to_owned() } else { format!("{}'s", of.owner) };
    let optional: Vec<_> = of.parts.iter().map(|part| format!("with `{part}`")).collect();
    let marks = [
        (of.kind != SecretType::RawValue).then(|| format!("`{}`", of.kind)),
        (of.revision != 1).then(|| format!("revision {}", of.revision)),
        of.disabled.then(|| "disabled".to_owned()),
        of.expires_at.as_ref().map(|end| format!("ends at {end}")),
        (!optional.is_empty()).then(|| optional.join(", ")),
        match of.found {
            Found::NotOpened => None,
            Found::CannotOpen => Some("can't be opened".to_owned()),
            Found::Bytes(bytes) => Some(format!("{bytes} bytes")),
        },
    ];
    let marks: Vec<_> = marks.into_iter().flatten().collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    format!("{owner} `{}`{marks}", of.name)
}

/// Lines of 120 characters at most.
fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().unwrap();
        match (line.is_empty(), line.chars().count() + 1 + word.chars().count() <= 120) {
            (true, _) => line.push_str(word),
            (false, true) => *line = format!("{line} {word}"),
            (false, false) => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}
