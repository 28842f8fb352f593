//! Rules 2 and 6: whose list counts, and names that nothing answers.

use oz_domain::resolve::DefaultInjection;
use oz_domain::{Harness, SecretType};

use super::Rule;
use crate::scene::{Scene, Secret, scene, secret, team, typed};

pub(super) fn allowlist() -> Rule {
    Rule {
        title: "2. Whose list counts",
        text: "If the run has a list of its own, exactly that counts. Otherwise what its environment and its agent \
               declare, together, if one of them declares a list at all. Otherwise the workspace's setting: \
               `inherit_all` (every raw value within reach) or `attached_only`. To declare nothing (absent or `null`) \
               and to declare an empty list are two things: a run with an empty list of its own opts out of \
               everything, its harness auth secret included. A list that isn't empty leaves the harness auth secret \
               alone: that is chosen in a place of its own.",
        scenes: [narrowing(), attaching(), defaults()].into_iter().flatten().collect(),
    }
}

fn narrowing() -> Vec<Scene> {
    vec![
        Scene {
            run: Some(r#"[{"name": "NPM_TOKEN"}]"#),
            environment: Some(r#"[{"name": "DEPLOY_TOKEN", "required": true}]"#),
            secrets: vec![team("DEPLOY_TOKEN"), team("NPM_TOKEN")],
            rows: &["team NPM_TOKEN | injected | NPM_TOKEN", "team DEPLOY_TOKEN | not_in_run_list | –"],
            ..scene("The run's own list replaces the environment's, with what that one requires.")
        },
        Scene {
            run: Some("[]"),
            environment: Some(r#"[{"name": "DEPLOY_TOKEN"}]"#),
            harness: Harness::Claude,
            auth: &[(Harness::Claude, "claude-platform")],
            secrets: vec![team("DEPLOY_TOKEN"), typed("claude-platform", SecretType::AnthropicApiKey)],
            rows: &[
                "team claude-platform, harness auth | run_opted_out | ANTHROPIC_API_KEY",
                "team DEPLOY_TOKEN | run_opted_out | –",
            ],
            ..scene("An empty list of the run's own opts out of everything.")
        },
        Scene {
            run: Some(r#"[{"name": "NPM_TOKEN"}]"#),
            harness: Harness::Claude,
            auth: &[(Harness::Claude, "claude-platform")],
            secrets: vec![team("NPM_TOKEN"), typed("claude-platform", SecretType::AnthropicApiKey)],
            rows: &[
                "team claude-platform, harness auth | injected | ANTHROPIC_API_KEY",
                "team NPM_TOKEN | injected | NPM_TOKEN",
            ],
            ..scene("A list that isn't empty leaves the harness auth secret alone.")
        },
    ]
}

fn attaching() -> Vec<Scene> {
    vec![
        Scene {
            environment: Some(r#"[{"name": "DEPLOY_TOKEN"}, {"name": "GITHUB_TOKEN", "scope": "personal"}]"#),
            agent: Some(r#"[{"name": "DEPLOY_TOKEN", "required": true}, {"name": "SLACK_TOKEN"}]"#),
            secrets: vec![team("DEPLOY_TOKEN"), team("NPM_TOKEN"), team("SLACK_TOKEN"), secret("Ana", "GITHUB_TOKEN")],
            rows: &[
                "team DEPLOY_TOKEN, required | injected | DEPLOY_TOKEN",
                "personal GITHUB_TOKEN | injected | GITHUB_TOKEN",
                "team SLACK_TOKEN | injected | SLACK_TOKEN",
                "team NPM_TOKEN | not_attached | –",
            ],
            ..scene("The environment's list and the agent's count together; required by one is required.")
        },
        Scene {
            agent: Some("[]"),
            secrets: vec![team("DEPLOY_TOKEN")],
            rows: &["team DEPLOY_TOKEN | not_attached | –"],
            ..scene("An agent that declares an empty list declares a list.")
        },
    ]
}

fn defaults() -> Vec<Scene> {
    vec![
        Scene {
            secrets: vec![team("DEPLOY_TOKEN"), secret("Ana", "GITHUB_TOKEN")],
            rows: &["team DEPLOY_TOKEN | injected | DEPLOY_TOKEN", "personal GITHUB_TOKEN | injected | GITHUB_TOKEN"],
            ..scene("Nobody declared a list: `inherit_all` gives every raw value within reach.")
        },
        Scene {
            default: DefaultInjection::AttachedOnly,
            secrets: vec![team("DEPLOY_TOKEN")],
            rows: &["team DEPLOY_TOKEN | not_attached | –"],
            ..scene("Nobody declared a list: `attached_only` gives nothing.")
        },
    ]
}

pub(super) fn missing_and_required() -> Rule {
    Rule {
        title: "6. Names that nothing answers",
        text: "A name without a secret doesn't fail the run: it is a row, and the run is shown as having got fewer than \
               it asked for. A reference marked `required` that can't be had, for whatever reason, fails the run \
               before its agent starts.",
        scenes: vec![
            Scene {
                environment: Some(r#"[{"name": "DEPLOY_TOKEN"}, {"name": "STATUSPAGE_KEY"}]"#),
                secrets: vec![team("DEPLOY_TOKEN")],
                rows: &[
                    "team DEPLOY_TOKEN | injected | DEPLOY_TOKEN",
                    "no secret STATUSPAGE_KEY, falls short | missing | –",
                ],
                ..scene("The run starts without what is missing.")
            },
            Scene {
                environment: Some(r#"[{"name": "DEPLOY_TOKEN", "required": true}]"#),
                secrets: vec![Secret { disabled: true, ..team("DEPLOY_TOKEN") }],
                rows: &["team DEPLOY_TOKEN, required, falls short | disabled | DEPLOY_TOKEN"],
                ..scene("What is required and can't be had fails the run.")
            },
            Scene {
                trigger: "an integration",
                run: Some(r#"[{"name": "GITHUB_TOKEN", "required": true}]"#),
                secrets: vec![secret("Ana", "GITHUB_TOKEN")],
                rows: &["no secret GITHUB_TOKEN, required, falls short | missing | –"],
                ..scene("A name without a scope says nothing about anybody's personal secrets: it is missing.")
            },
        ],
    }
}
