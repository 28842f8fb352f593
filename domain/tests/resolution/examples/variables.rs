//! Rule 5: two secrets for one variable.

use oz_domain::{Harness, SecretType};

use super::Rule;
use crate::scene::{Scene, scene, secret, team, typed};

pub(super) fn same_variable() -> Rule {
    Rule {
        title: "5. The same variable twice",
        text: "What the worker's own environment sets comes first, then the harness auth secret, then other provider \
               credentials, then raw values. Between equals: its own name before an `as`, personal before team, then by \
               name. A provider credential is all or nothing: if one of its variables is taken, none is set.",
        scenes: [whose_it_is(), all_or_nothing()].into_iter().flatten().collect(),
    }
}

fn whose_it_is() -> Vec<Scene> {
    vec![
        Scene {
            worker: &["HTTP_TOKEN"],
            secrets: vec![team("HTTP_TOKEN")],
            rows: &["team HTTP_TOKEN | variable_already_set | HTTP_TOKEN"],
            ..scene("The worker's own environment comes before everything.")
        },
        Scene {
            harness: Harness::Claude,
            auth: &[(Harness::Claude, "claude-platform")],
            environment: Some(r#"[{"name": "claude-backup"}, {"name": "ANTHROPIC_API_KEY"}]"#),
            secrets: vec![
                team("ANTHROPIC_API_KEY"),
                typed("claude-backup", SecretType::AnthropicApiKey),
                typed("claude-platform", SecretType::AnthropicApiKey),
            ],
            rows: &[
                "team claude-platform, harness auth | injected | ANTHROPIC_API_KEY",
                "team ANTHROPIC_API_KEY, falls short | variable_already_set | ANTHROPIC_API_KEY",
                "team claude-backup, falls short | variable_already_set | ANTHROPIC_API_KEY",
            ],
            ..scene("The harness auth secret comes before other credentials and before raw values.")
        },
        Scene {
            environment: Some(r#"[{"name": "ANTHROPIC_API_KEY"}, {"name": "claude-backup"}]"#),
            secrets: vec![team("ANTHROPIC_API_KEY"), typed("claude-backup", SecretType::AnthropicApiKey)],
            rows: &[
                "team ANTHROPIC_API_KEY, falls short | variable_already_set | ANTHROPIC_API_KEY",
                "team claude-backup | injected | ANTHROPIC_API_KEY",
            ],
            ..scene("A credential that a list names comes before a raw value.")
        },
    ]
}

fn all_or_nothing() -> Vec<Scene> {
    vec![
        Scene {
            worker: &["AWS_REGION"],
            environment: Some(r#"[{"name": "bedrock"}, {"name": "AWS_BEARER_TOKEN_BEDROCK"}]"#),
            secrets: vec![team("AWS_BEARER_TOKEN_BEDROCK"), typed("bedrock", SecretType::AnthropicBedrockApiKey)],
            rows: &[
                "team AWS_BEARER_TOKEN_BEDROCK | injected | AWS_BEARER_TOKEN_BEDROCK",
                "team bedrock, falls short | variable_already_set | AWS_BEARER_TOKEN_BEDROCK AWS_REGION CLAUDE_CODE_USE_BEDROCK",
            ],
            ..scene("One variable of the credential is taken: it sets none, and takes none from others.")
        },
        Scene {
            environment: Some(r#"[{"name": "sign-in 1"}, {"name": "sign-in 2"}]"#),
            secrets: vec![
                typed("sign-in 1", SecretType::AnthropicOauth),
                typed("sign-in 2", SecretType::AnthropicOauth),
            ],
            rows: &["team sign-in 1 | injected | –", "team sign-in 2, falls short | variable_already_set | –"],
            ..scene("There is one credential file, too.")
        },
        Scene {
            run: Some(r#"[{"name": "TEAM_TOKEN", "as": "TOKEN"}, {"name": "TOKEN"}]"#),
            secrets: vec![team("TOKEN"), secret("Ana", "TEAM_TOKEN")],
            rows: &["personal TEAM_TOKEN, falls short | variable_already_set | TOKEN", "team TOKEN | injected | TOKEN"],
            ..scene("A secret that has the variable's name comes before one that is renamed to it.")
        },
    ]
}
