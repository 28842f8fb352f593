//! Repositories on GitHub, as people write them and as they stand on the wire.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A repository: `owner/repo`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RepositoryText", into = "RepositoryText")]
pub struct Repository {
    owner: String,
    repo: String,
}

/// A repository as it stands on the wire, not checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Repository))]
pub struct RepositoryText {
    /// The user or organisation.
    pub owner: String,
    /// The repository's name.
    pub repo: String,
}

/// Why a text names no repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepositoryError {
    /// Not two names with one `/` between them.
    #[error("a repository is written `owner/repo`")]
    Shape,
    /// No user or organisation is called so.
    #[error("a repository's owner has 1 to 39 letters, digits and `-`, which is neither first nor last")]
    Owner,
    /// No repository is called so.
    #[error("a repository's name has 1 to 100 letters, digits, `.`, `_` and `-`, and is not just dots")]
    Repo,
}

impl Repository {
    /// Parses both names.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::Owner`], [`RepositoryError::Repo`].
    pub fn new(owner: &str, repo: &str) -> Result<Self, RepositoryError> {
        let letters = |text: &str, more: &[u8]| text.bytes().all(|b| b.is_ascii_alphanumeric() || more.contains(&b));
        if !(1..=39).contains(&owner.len()) || !letters(owner, b"-") || owner.starts_with('-') || owner.ends_with('-') {
            return Err(RepositoryError::Owner);
        }
        if !(1..=100).contains(&repo.len()) || !letters(repo, b"._-") || repo == "." || repo == ".." {
            return Err(RepositoryError::Repo);
        }
        Ok(Self { owner: owner.to_owned(), repo: repo.to_owned() })
    }
}

impl FromStr for Repository {
    type Err = RepositoryError;

    fn from_str(text: &str) -> Result<Self, RepositoryError> {
        let (owner, repo) = text.split_once('/').ok_or(RepositoryError::Shape)?;
        if repo.contains('/') { Err(RepositoryError::Shape) } else { Self::new(owner, repo) }
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.repo)
    }
}

impl TryFrom<RepositoryText> for Repository {
    type Error = RepositoryError;
    fn try_from(text: RepositoryText) -> Result<Self, RepositoryError> {
        Self::new(&text.owner, &text.repo)
    }
}

impl From<Repository> for RepositoryText {
    fn from(Repository { owner, repo }: Repository) -> Self {
        Self { owner, repo }
    }
}

/// At most 100 repositories, in the order they were given, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Repository>", into = "Vec<Repository>")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<RepositoryText>, max_items = 100))]
pub struct Repositories(Vec<Repository>);

/// Why repositories make no list. Entries count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepositoriesError {
    /// More than [`Repositories::MOST`].
    #[error("at most 100 repositories")]
    TooMany,
    /// One comes twice, letter case aside.
    #[error("entry {index} is the same repository as entry {first}")]
    Duplicate {
        /// The later one.
        index: usize,
        /// The earlier one.
        first: usize,
    },
}

impl Repositories {
    /// The most that a list has.
    pub const MOST: usize = 100;

    /// The repositories, in the order they were given.
    #[must_use]
    pub fn as_slice(&self) -> &[Repository] {
        &self.0
    }
}

impl TryFrom<Vec<Repository>> for Repositories {
    type Error = RepositoriesError;

    fn try_from(list: Vec<Repository>) -> Result<Self, RepositoriesError> {
        if list.len() > Self::MOST {
            return Err(RepositoriesError::TooMany);
        }
        let mut seen = BTreeMap::new();
        for (index, repository) in list.iter().enumerate() {
            if let Some(first) = seen.insert(repository.to_string().to_ascii_lowercase(), index) {
                return Err(RepositoriesError::Duplicate { index, first });
            }
        }
        Ok(Self(list))
    }
}

impl From<Repositories> for Vec<Repository> {
    fn from(list: Repositories) -> Self {
        list.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_an_owner_and_a_name() {
        let repository: Repository = "octo-org/hello.world_1".parse().unwrap();

        assert_eq!(repository.to_string(), "octo-org/hello.world_1");
        let wire = serde_json::json!({ "owner": "octo-org", "repo": "hello.world_1" });
        assert_eq!(serde_json::to_value(&repository).unwrap(), wire);
        for (wrong, why) in [
            ("octo", RepositoryError::Shape),
            ("a/b/c", RepositoryError::Shape),
            ("/b", RepositoryError::Owner),
            ("-a/b", RepositoryError::Owner),
            ("a b/c", RepositoryError::Owner),
            ("a/", RepositoryError::Repo),
            ("a/..", RepositoryError::Repo),
            ("a/b?c", RepositoryError::Repo),
        ] {
            assert_eq!(wrong.parse::<Repository>(), Err(why), "{wrong}");
        }
    }

    #[test]
    fn a_repository_comes_once_letter_case_aside() {
        let list = ["a/b", "c/d", "A/B"].map(|text| text.parse().unwrap());

        assert_eq!(Repositories::try_from(list.to_vec()), Err(RepositoriesError::Duplicate { index: 2, first: 0 }));
        assert_eq!(Repositories::try_from(list[..2].to_vec()).unwrap().as_slice().len(), 2);
    }

    #[test]
    fn a_list_has_at_most_a_hundred() {
        let list = (0..101).map(|at| format!("a/{at}").parse().unwrap()).collect::<Vec<_>>();

        assert!(Repositories::try_from(list[..100].to_vec()).is_ok());
        assert_eq!(Repositories::try_from(list), Err(RepositoriesError::TooMany));
    }
}
