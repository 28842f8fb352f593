//! Rule 7: another variable.

use oz_domain::{OptionalParts, SecretType};

use super::Rule;
use crate::scene::{Scene, Secret, scene, team, typed};

pub(super) fn renaming() -> Rule {
    Rule {
        title: "7. Another variable",
        text: "A reference can rename (`as`): a raw value, or the one main part of a provider credential, is then in \
               that variable, and nothing else of it anywhere. Two references in the lists that count may give one \
               secret under two variables.",
        scenes: vec![
            Scene {
                environment: Some(
                    r#"[{"name": "CLAUDE_KEY", "as": "ANTHROPIC_API_KEY"}, {"name": "codex-platform", "as": "OPENAI_KEY"}]"#,
                ),
                secrets: vec![
                    team("CLAUDE_KEY"),
                    Secret {
                        parts: OptionalParts::among(SecretType::OpenaiApiKey, ["base_url"]),
                        ..typed("codex-platform", SecretType::OpenaiApiKey)
                    },
                ],
                rows: &[
                    "team CLAUDE_KEY | injected | ANTHROPIC_API_KEY",
                    "team codex-platform | injected | OPENAI_KEY",
                ],
                ..scene("A raw value and a credential's key, each under another variable.")
            },
            Scene {
                environment: Some(r#"[{"name": "DEPLOY_TOKEN"}]"#),
                agent: Some(r#"[{"name": "DEPLOY_TOKEN", "as": "RELEASE_TOKEN"}]"#),
                secrets: vec![team("DEPLOY_TOKEN")],
                rows: &["team DEPLOY_TOKEN | injected | DEPLOY_TOKEN", "team DEPLOY_TOKEN | injected | RELEASE_TOKEN"],
                ..scene("The environment wants it under its own name, the agent under another.")
            },
            Scene {
                environment: Some(r#"[{"name": "bedrock"}]"#),
                secrets: vec![Secret {
                    parts: OptionalParts::among(SecretType::AnthropicBedrockAccessKey, ["aws_session_token"]),
                    ..typed("bedrock", SecretType::AnthropicBedrockAccessKey)
                }],
                rows: &[
                    "team bedrock | injected | AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION CLAUDE_CODE_USE_BEDROCK",
                ],
                ..scene(
                    "Without `as` a credential sets every variable of its type, optional parts where they are there.",
                )
            },
        ],
    }
}
