//! The rules, and examples for each. `docs/RESOLUTION.md` is made from them, and each is a test.

mod claim;
mod credentials;
mod lists;
mod reach;
mod renaming;
mod variables;

use crate::scene::{Scene, written};
use oz_domain::resolve::Reason;

/// A rule in words, and examples for it.
pub(crate) struct Rule {
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    pub(crate) scenes: Vec<Scene>,
}

pub(crate) fn rules() -> Vec<Rule> {
    vec![
        reach::candidates(),
        lists::allowlist(),
        reach::same_name(),
        credentials::credentials(),
        variables::same_variable(),
        lists::missing_and_required(),
        renaming::renaming(),
        claim::at_claim_time(),
        claim::limits(),
    ]
}

#[test]
fn every_example_comes_out_as_written() {
    for scene in rules().iter().flat_map(|rule| &rule.scenes) {
        let rows: Vec<_> = scene.resolve().rows.iter().map(written).collect();

        assert_eq!(rows, scene.rows, "{}", scene.says);
    }
}

#[test]
fn every_rule_and_every_reason_has_an_example() {
    let rules = rules();
    let shown: Vec<Reason> = rules.iter().flat_map(|rule| &rule.scenes).flat_map(Scene::reasons).collect();

    assert!(rules.iter().all(|rule| !rule.scenes.is_empty()));
    for reason in Reason::ALL {
        assert!(shown.contains(reason), "{reason}");
    }
}

#[test]
fn a_required_reference_that_can_not_be_had_fails_the_run() {
    for scene in rules().iter().flat_map(|rule| &rule.scenes) {
        let answer = scene.resolve();
        let unmet: Vec<_> = answer.rows.iter().filter(|row| row.required && !row.is_injected()).collect();

        assert_eq!(answer.is_failed(), !unmet.is_empty(), "{}", scene.says);
        assert!(
            answer.failed.iter().map(|f| (&*f.name, f.reason)).eq(unmet.iter().map(|row| (&*row.name, row.reason)))
        );
    }
}
