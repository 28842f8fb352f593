//! Which names of secrets there are, to tell references that lead nowhere.

use std::collections::BTreeSet;

use oz_domain::{Reference, References, Scope, SecretType};

use super::{Store, error::StoreError, rows::read, secrets::Confines};

const TYPES: &str = "SELECT type FROM secret WHERE name = $3 \
     AND ((owner_kind = 'team' AND owner_id = $1) OR (owner_kind = 'user' AND owner_id = $2)) ORDER BY owner_kind";

/// The names of the secrets that a caller may know of.
#[derive(Debug, Clone, Default)]
pub struct SecretNames(BTreeSet<(Scope, String)>);

const NAMES: &str = "SELECT owner_kind, name FROM secret \
     WHERE (owner_kind = 'team' AND owner_id = $1) OR (owner_kind = 'user' AND owner_id = $2)";

impl Store {
    /// The names of the secrets that the caller may know of.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn secret_names(&self, confines: Confines) -> Result<SecretNames, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(NAMES)
            .bind(confines.team.to_string())
            .bind(confines.user.map(|user| user.to_string()))
            .fetch_all(&self.reader)
            .await?;
        let scoped =
            |(kind, name): (String, String)| (if kind == "team" { Scope::Team } else { Scope::Personal }, name);
        Ok(SecretNames(rows.into_iter().map(scoped).collect()))
    }

    /// What the team's and the caller's own secret of a name are.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn types_of_secrets(&self, confines: Confines, name: &str) -> Result<Vec<SecretType>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(TYPES)
            .bind(confines.team.to_string())
            .bind(confines.user.map(|user| user.to_string()))
            .bind(name)
            .fetch_all(&self.reader)
            .await?;
        rows.iter().map(|word| read(word, "secret.type")).collect()
    }
}

impl SecretNames {
    /// Those references that there is no secret for.
    #[must_use]
    pub fn missing(&self, references: &References) -> Vec<Reference> {
        references.as_slice().iter().filter(|reference| !self.answers(reference)).cloned().collect()
    }

    fn answers(&self, reference: &Reference) -> bool {
        [Scope::Team, Scope::Personal].into_iter().any(|scope| {
            reference.scope.is_none_or(|only| only == scope)
                && self.0.contains(&(scope, reference.name.as_str().to_owned()))
        })
    }
}
