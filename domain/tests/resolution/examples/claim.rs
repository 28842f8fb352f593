//! Rule 8 and the limits: what is decided when the run is claimed.

use oz_domain::{Harness, MAX_VARIABLE_BYTES, SecretType};

use super::Rule;
use crate::scene::{Found, Scene, Secret, scene, team, typed};

pub(super) fn at_claim_time() -> Rule {
    Rule {
        title: "8. Decided when the run is claimed",
        text: "References are names, not ids. So a replaced value, or a secret that was deleted and made again, takes \
               effect with the next run, without a change to any list.",
        scenes: vec![
            Scene {
                environment: Some(r#"[{"name": "DEPLOY_TOKEN"}]"#),
                secrets: vec![],
                rows: &["no secret DEPLOY_TOKEN, falls short | missing | –"],
                ..scene("The secret isn't there yet, or was deleted.")
            },
            Scene {
                environment: Some(r#"[{"name": "DEPLOY_TOKEN"}]"#),
                secrets: vec![Secret { revision: 5, ..team("DEPLOY_TOKEN") }],
                rows: &["team DEPLOY_TOKEN, revision 5 | injected | DEPLOY_TOKEN"],
                ..scene("It is there again: the same list works, with the value that it has now.")
            },
        ],
    }
}

const LONGEST: usize = MAX_VARIABLE_BYTES - "LONG_1=".len();

fn long(name: &'static str, bytes: usize) -> Secret {
    Secret { found: Found::Bytes(bytes), ..team(name) }
}

pub(super) fn limits() -> Rule {
    Rule {
        title: "Limits",
        text: "`NAME=value` has at most 131,071 bytes, and all variables of a run at most 1 MiB. The harness auth secret \
               is fitted in first, then what is required, then the rest in the order of rule 5; what doesn't fit any \
               more is left out, and smaller ones after it may still fit. A preview doesn't open values, so it knows \
               neither their lengths nor whether they can be opened: opening them never adds a secret, it only takes \
               away. What is left out this way keeps its variable, so that no other secret takes its place unseen.",
        scenes: vec![
            Scene {
                secrets: vec![long("LONG_1", LONGEST), long("LONG_2", LONGEST + 1)],
                rows: &["team LONG_1 | injected | LONG_1", "team LONG_2, falls short | environment_too_large | LONG_2"],
                ..scene("A variable may be as long as Linux lets a process start with, and not a byte longer.")
            },
            Scene {
                environment: Some(
                    r#"[{"name": "LONG_1"}, {"name": "LONG_2"}, {"name": "LONG_3"}, {"name": "LONG_4"}, {"name": "LONG_5"},
                        {"name": "LONG_6"}, {"name": "LONG_7"}, {"name": "LONG_8"}, {"name": "LONG_9", "required": true},
                        {"name": "SHORT"}]"#,
                ),
                secrets: ["LONG_1", "LONG_2", "LONG_3", "LONG_4", "LONG_5", "LONG_6", "LONG_7", "LONG_8", "LONG_9"]
                    .map(|name| long(name, LONGEST))
                    .into_iter()
                    .chain([long("SHORT", 2)])
                    .collect(),
                rows: &[
                    "team LONG_1 | injected | LONG_1",
                    "team LONG_2 | injected | LONG_2",
                    "team LONG_3 | injected | LONG_3",
                    "team LONG_4 | injected | LONG_4",
                    "team LONG_5 | injected | LONG_5",
                    "team LONG_6 | injected | LONG_6",
                    "team LONG_7 | injected | LONG_7",
                    "team LONG_8, falls short | environment_too_large | LONG_8",
                    "team LONG_9, required | injected | LONG_9",
                    "team SHORT | injected | SHORT",
                ],
                ..scene(
                    "Eight of the longest fill a run to the last eight bytes: the required one is among them, and a short one still fits.",
                )
            },
            Scene {
                harness: Harness::Claude,
                auth: &[(Harness::Claude, "claude-platform")],
                secrets: vec![
                    team("ANTHROPIC_API_KEY"),
                    Secret { found: Found::CannotOpen, ..typed("claude-platform", SecretType::AnthropicApiKey) },
                ],
                rows: &[
                    "team claude-platform, harness auth, falls short | cannot_open | ANTHROPIC_API_KEY",
                    "team ANTHROPIC_API_KEY | variable_already_set | ANTHROPIC_API_KEY",
                ],
                ..scene("A value that can't be opened is left out, and nothing takes its variable.")
            },
        ],
    }
}
