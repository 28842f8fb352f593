//! All that is filled in for an agent, and what two people's changes of it come to.

use oz_domain::{Declared, Harness};

use crate::{
    attach::{Side, differences, merge},
    overtaken::Three,
};

/// All that is filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) prompt: String,
    /// The environment's id; empty for none.
    pub(super) environment: String,
    /// The harness, and the name of the secret that it signs in with: one means nothing without the other.
    pub(super) signs_in: (Harness, String),
    /// `None` while the list breaks a rule.
    pub(super) secrets: Option<Declared>,
}

impl Settings {
    /// How many of them differ.
    pub(super) fn changes_since(&self, began: &Self) -> usize {
        let differs = [
            self.name != began.name,
            self.description != began.description,
            self.prompt != began.prompt,
            self.environment != began.environment,
            self.signs_in.0 != began.signs_in.0,
            self.signs_in.1 != began.signs_in.1,
        ];
        let names = match (&self.secrets, &began.secrets) {
            (Some(now), Some(began)) => differences(began, now),
            (now, began) => usize::from(now != began),
        };
        differs.into_iter().map(usize::from).sum::<usize>() + names
    }
}

/// What comes of theirs and mine; what they did, each a sentence; the names that anybody changed.
pub(super) fn merged(
    three: Three<'_, Settings>,
    environment_name: impl Fn(&str) -> String,
) -> (Settings, Vec<String>, Vec<Side>) {
    let Three { before, theirs, mine } = three;
    let mut told = Vec::new();
    let mut text = |called: &str, of: fn(&Settings) -> &String, shown: &dyn Fn(&String) -> Option<String>| {
        Three { before: of(before), theirs: of(theirs), mine: of(mine) }.merged(called, shown, &mut told)
    };
    let name = text("name", |of| &of.name, &|text| Some(text.clone()));
    let description = text("description", |of| &of.description, &|text| Some(text.clone()));
    let prompt = text("prompt", |of| &of.prompt, &|_| None);
    let environment = text("environment", |of| &of.environment, &|id| Some(environment_name(id)));
    let signs_in = Three { before: &before.signs_in, theirs: &theirs.signs_in, mine: &mine.signs_in };
    let signs_in = signs_in.merged("harness", |theirs| Some(harness_words(theirs)), &mut told);
    let list = |of: &Settings| of.secrets.clone().or_else(|| before.secrets.clone()).unwrap_or_default();
    let secrets = merge(&list(before), &list(theirs), &list(mine));
    let settings = Settings { name, description, prompt, environment, signs_in, secrets: Some(secrets.declared) };
    (settings, told, secrets.sides)
}

fn harness_words((harness, auth): &(Harness, String)) -> String {
    if auth.is_empty() { harness.label().to_owned() } else { format!("{}, signing in with {auth}", harness.label()) }
}

#[cfg(test)]
mod tests {
    use oz_domain::{ReferenceText, References};

    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn settings(name: &str, harness: Harness, auth: &str, secrets: &str) -> Settings {
        let text = |name: &str| ReferenceText { name: name.to_owned(), scope: None, variable: None, required: false };
        let list = References::parse(secrets.split_whitespace().map(text).collect()).unwrap();
        Settings {
            name: name.to_owned(),
            signs_in: (harness, auth.to_owned()),
            secrets: Some(Some(list)),
            ..Settings::default()
        }
    }

    #[test]
    fn what_each_did_alone_is_done_and_lists_are_merged_name_by_name() {
        let before = settings("a", Harness::Oz, "", "A B");
        let theirs = settings("a", Harness::Codex, "codex-team", "A");
        let mine = settings("b", Harness::Oz, "", "A B C");

        let (merged, told, sides) = merged(Three { before: &before, theirs: &theirs, mine: &mine }, str::to_owned);

        assert_eq!(merged, settings("b", Harness::Codex, "codex-team", "A C"));
        assert_eq!(told, ["The harness is now “Codex, signing in with codex-team”."]);
        let sides: Vec<_> = sides.iter().map(|side| (side.name.as_str(), side.theirs, side.mine)).collect();
        assert_eq!(sides, [("B", false, true), ("C", false, true)]);
    }

    #[test]
    fn a_harness_is_never_parted_from_what_it_signs_in_with() {
        let before = settings("a", Harness::Claude, "claude-one", "");
        let theirs = settings("a", Harness::Codex, "codex-team", "");
        let mine = settings("a", Harness::Claude, "claude-two", "");

        let (merged, told, _) = merged(Three { before: &before, theirs: &theirs, mine: &mine }, str::to_owned);

        assert_eq!(merged.signs_in, (Harness::Claude, "claude-two".to_owned()));
        let both = "You both changed the harness. Theirs is “Codex, signing in with codex-team”; yours stands.";
        assert_eq!(told, [both]);
    }
}
