//! Rules 1 and 3: whose secrets a run can reach, and which of two with one name.

use super::Rule;
use crate::scene::{Scene, Secret, expiring, scene, secret, team};

pub(super) fn candidates() -> Rule {
    Rule {
        title: "1. Whose secrets",
        text: "A run can reach the team's secrets, and the personal ones of the person who started it. Nobody else's, \
               ever: they have no row, so that nobody learns that they exist. No person stands behind a schedule, an \
               integration, a team's key or an agent's key. What is disabled or has expired is out of reach.",
        scenes: vec![
            Scene {
                secrets: vec![team("DEPLOY_TOKEN"), secret("Ana", "GITHUB_TOKEN"), secret("Ben", "NPM_TOKEN")],
                rows: &[
                    "team DEPLOY_TOKEN | injected | DEPLOY_TOKEN",
                    "personal GITHUB_TOKEN | injected | GITHUB_TOKEN",
                ],
                ..scene("A person's run gets the team's secrets and that person's own, not Ben's.")
            },
            Scene {
                trigger: "a schedule",
                secrets: vec![team("DEPLOY_TOKEN"), secret("Ana", "GITHUB_TOKEN")],
                rows: &["team DEPLOY_TOKEN | injected | DEPLOY_TOKEN"],
                ..scene("A schedule gets the team's secrets only.")
            },
            Scene {
                trigger: "a schedule",
                environment: Some(r#"[{"name": "GITHUB_TOKEN", "scope": "personal"}]"#),
                secrets: vec![secret("Ana", "GITHUB_TOKEN")],
                rows: &["no secret GITHUB_TOKEN, falls short | personal_without_user | –"],
                ..scene("A personal secret that is attached is skipped where no person stands behind the run.")
            },
            Scene {
                secrets: vec![
                    Secret { disabled: true, ..team("OLD_TOKEN") },
                    expiring("TRIAL_TOKEN", "2026-03-12T09:30:00.000Z"),
                    expiring("YEARLY_TOKEN", "2026-12-31T00:00:00.000Z"),
                ],
                rows: &[
                    "team YEARLY_TOKEN | injected | YEARLY_TOKEN",
                    "team OLD_TOKEN | disabled | –",
                    "team TRIAL_TOKEN | expired | –",
                ],
                ..scene("A disabled secret is given to nobody; an expired one neither, from that very moment on.")
            },
        ],
    }
}

pub(super) fn same_name() -> Rule {
    Rule {
        title: "3. One name in both scopes",
        text: "In a person's run the personal secret comes first, and the team's of the same name is shown as shadowed. \
               A reference can say which one it means (`scope`). A personal secret that can't be given, because it is \
               disabled for instance, doesn't shadow the team's.",
        scenes: vec![
            Scene {
                secrets: vec![team("GITHUB_TOKEN"), secret("Ana", "GITHUB_TOKEN")],
                rows: &[
                    "personal GITHUB_TOKEN | injected | GITHUB_TOKEN",
                    "team GITHUB_TOKEN | shadowed_by_personal | –",
                ],
                ..scene("Ana's own comes before the team's.")
            },
            Scene {
                trigger: "Ben",
                secrets: vec![team("GITHUB_TOKEN"), secret("Ana", "GITHUB_TOKEN")],
                rows: &["team GITHUB_TOKEN | injected | GITHUB_TOKEN"],
                ..scene("In Ben's run Ana's makes no difference.")
            },
            Scene {
                environment: Some(r#"[{"name": "GITHUB_TOKEN", "scope": "team"}]"#),
                secrets: vec![team("GITHUB_TOKEN"), secret("Ana", "GITHUB_TOKEN")],
                rows: &["team GITHUB_TOKEN | injected | GITHUB_TOKEN", "personal GITHUB_TOKEN | not_attached | –"],
                ..scene("The environment means the team's.")
            },
            Scene {
                environment: Some(r#"[{"name": "GITHUB_TOKEN"}]"#),
                secrets: vec![team("GITHUB_TOKEN"), Secret { disabled: true, ..secret("Ana", "GITHUB_TOKEN") }],
                rows: &["team GITHUB_TOKEN | injected | GITHUB_TOKEN", "personal GITHUB_TOKEN | disabled | –"],
                ..scene("Ana's is disabled, so her run gets the team's.")
            },
        ],
    }
}
