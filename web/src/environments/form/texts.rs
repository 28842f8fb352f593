//! What the fields hold, as a person typed it; what two people's changes come to.

use oz_domain::{Declared, Repositories, RepositoriesError, Repository, api::EnvironmentConfig};

use crate::{
    attach::{Merge, differences, merge},
    overtaken::Three,
};

/// What the fields hold.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) image: String,
    pub(super) repositories: String,
    pub(super) commands: Vec<String>,
    pub(super) secrets: Declared,
}

impl Texts {
    /// As they stand for a saved environment.
    pub(super) fn of(config: &EnvironmentConfig) -> Self {
        let repositories: Vec<String> = config.github_repos.as_slice().iter().map(ToString::to_string).collect();
        Self {
            name: config.name.to_string(),
            description: config.description.to_string(),
            image: config.docker_image.as_ref().map(ToString::to_string).unwrap_or_default(),
            repositories: repositories.join(", "),
            commands: config.setup_commands.as_slice().to_vec(),
            secrets: config.secrets.clone(),
        }
    }

    /// In how many ways they differ.
    pub(super) fn differences(&self, other: &Self) -> usize {
        let lines = self.lines().into_iter().zip(other.lines()).filter(|(one, other)| one.1 != other.1).count();
        lines + usize::from(self.commands != other.commands) + differences(&self.secrets, &other.secrets)
    }

    /// The fields of one line each, with what they are called in a sentence.
    fn lines(&self) -> [(&'static str, &String); 4] {
        [
            ("name", &self.name),
            ("description", &self.description),
            ("image", &self.image),
            ("list of repositories", &self.repositories),
        ]
    }
}

/// What comes of theirs and mine.
pub(super) struct Merged {
    pub(super) texts: Texts,
    /// What they did and what became of it, each a sentence.
    pub(super) told: Vec<String>,
    pub(super) secrets: Merge,
}

/// Merges field by field: whoever changed a field alone is followed; where both did, I am.
pub(super) fn merged(before: &Texts, theirs: &Texts, mine: &Texts) -> Merged {
    let mut told = Vec::new();
    let [name, description, image, repositories] = std::array::from_fn(|at| {
        let ((called, before), theirs, mine) = (before.lines()[at], theirs.lines()[at].1, mine.lines()[at].1);
        Three { before, theirs, mine }.merged(called, |text| Some(text.clone()), &mut told)
    });
    let commands = Three { before: &before.commands, theirs: &theirs.commands, mine: &mine.commands };
    let commands = commands.merged("list of setup commands", |_| None, &mut told);
    let secrets = merge(&before.secrets, &theirs.secrets, &mine.secrets);
    let texts = Texts { name, description, image, repositories, commands, secrets: secrets.declared.clone() };
    Merged { texts, told, secrets }
}

/// Repositories as they are typed: `owner/repo`, apart by commas or spaces.
pub(super) fn repositories(text: &str) -> Result<Repositories, String> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
    let parse = |word: &str| word.parse::<Repository>().map_err(|rule| format!("`{word}`: {rule}."));
    let list = words.map(parse).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> = list.iter().map(ToString::to_string).collect();
    Repositories::try_from(list).map_err(|error| match error {
        RepositoriesError::Duplicate { index, .. } => format!("`{}` comes twice.", names[index]),
        other => format!("{other}."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn texts(name: &str, image: &str, commands: &[&str]) -> Texts {
        let commands = commands.iter().map(|command| (*command).to_owned()).collect();
        Texts { name: name.to_owned(), image: image.to_owned(), commands, ..Texts::default() }
    }

    #[test]
    fn what_they_changed_alone_is_taken_and_told() {
        let merged = merged(&texts("a", "one", &["x"]), &texts("a", "two", &["y"]), &texts("b", "one", &["x"]));

        assert!(merged.texts == texts("b", "two", &["y"]));
        assert_eq!(merged.told, ["The image is now “two”.", "The list of setup commands was changed."]);
    }

    #[test]
    fn where_both_changed_a_field_mine_stands_and_theirs_is_told() {
        let merged = merged(&texts("a", "", &["x"]), &texts("b", "", &["y"]), &texts("c", "", &["z"]));

        assert!(merged.texts == texts("c", "", &["z"]));
        assert_eq!(
            merged.told,
            [
                "You both changed the name. Theirs is “b”; yours stands.",
                "You both changed the list of setup commands; yours stands."
            ]
        );
    }

    #[test]
    fn each_changed_field_counts_once() {
        assert_eq!(texts("a", "b", &["x"]).differences(&texts("a", "b", &["x"])), 0);
        assert_eq!(texts("a", "b", &["x"]).differences(&texts("c", "d", &["x", "y"])), 3);
    }

    #[test]
    fn repositories_are_typed_with_commas_or_spaces_and_a_wrong_one_is_named() {
        assert_eq!(repositories("acme/runbooks, acme/infra\nacme/web").unwrap().as_slice().len(), 3);
        assert!(repositories(" ").unwrap().as_slice().is_empty());
        assert!(repositories("acme/runbooks, infra").unwrap_err().starts_with("`infra`: "));
        assert_eq!(repositories("acme/a ACME/a").unwrap_err(), "`ACME/a` comes twice.");
    }
}
