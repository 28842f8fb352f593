//! Rule 4: provider credentials.

use oz_domain::{Harness, SecretType};

use super::Rule;
use crate::scene::{Scene, Secret, scene, secret, team, typed};

const CLAUDE: &[(Harness, &str)] = &[(Harness::Claude, "claude-platform")];

pub(super) fn credentials() -> Rule {
    Rule {
        title: "4. Provider credentials",
        text: "A provider credential is given when it is chosen as the run's harness auth secret, or when a list names \
               it; never because everything is inherited. Of the harness auth secrets that are chosen, only that of the \
               harness that the run uses is given, and only if the harness can sign in with its type.",
        scenes: [chosen(), not_chosen()].into_iter().flatten().collect(),
    }
}

fn chosen() -> Vec<Scene> {
    vec![
        Scene {
            harness: Harness::Claude,
            auth: &[(Harness::Claude, "claude-platform"), (Harness::Codex, "codex-platform")],
            secrets: vec![
                typed("claude-platform", SecretType::AnthropicBedrockApiKey),
                typed("codex-platform", SecretType::OpenaiApiKey),
            ],
            rows: &[
                "team claude-platform, harness auth | injected | AWS_BEARER_TOKEN_BEDROCK AWS_REGION CLAUDE_CODE_USE_BEDROCK",
                "team codex-platform, harness auth | harness_not_selected | OPENAI_API_KEY",
            ],
            ..scene("The run uses Claude Code: it gets Claude Code's credential, not Codex's.")
        },
        Scene {
            harness: Harness::Claude,
            auth: CLAUDE,
            secrets: vec![typed("claude-platform", SecretType::OpenaiApiKey)],
            rows: &["team claude-platform, harness auth, falls short | wrong_type_for_harness | OPENAI_API_KEY"],
            ..scene("Claude Code can't sign in with an OpenAI key.")
        },
        Scene {
            harness: Harness::Claude,
            auth: CLAUDE,
            secrets: vec![],
            rows: &["no secret claude-platform, harness auth, falls short | missing | –"],
            ..scene("The chosen credential was deleted.")
        },
        Scene {
            harness: Harness::Claude,
            auth: CLAUDE,
            secrets: vec![
                typed("claude-platform", SecretType::AnthropicApiKey),
                Secret { kind: SecretType::AnthropicOauth, ..secret("Ana", "claude-platform") },
            ],
            rows: &[
                "personal claude-platform, harness auth | injected | –",
                "team claude-platform | shadowed_by_personal | –",
            ],
            ..scene("Ana's own sign-in of that name comes first; it is a file, not a variable.")
        },
    ]
}

fn not_chosen() -> Vec<Scene> {
    vec![
        Scene {
            harness: Harness::Claude,
            secrets: vec![
                team("DEPLOY_TOKEN"),
                typed("claude-platform", SecretType::AnthropicApiKey),
                typed("codex-platform", SecretType::OpenaiApiKey),
            ],
            rows: &[
                "team DEPLOY_TOKEN | injected | DEPLOY_TOKEN",
                "team claude-platform | not_attached | –",
                "team codex-platform | harness_not_selected | –",
            ],
            ..scene("Nothing names them: credentials are not inherited.")
        },
        Scene {
            environment: Some(r#"[{"name": "codex-platform"}]"#),
            harness: Harness::Claude,
            auth: CLAUDE,
            secrets: vec![
                typed("claude-platform", SecretType::AnthropicApiKey),
                typed("codex-platform", SecretType::OpenaiApiKey),
            ],
            rows: &[
                "team claude-platform, harness auth | injected | ANTHROPIC_API_KEY",
                "team codex-platform | injected | OPENAI_API_KEY",
            ],
            ..scene("A list names a credential: then it is given, whatever the harness.")
        },
    ]
}
