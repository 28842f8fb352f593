//! Which names of secrets there are, to tell references that lead nowhere.

use std::collections::BTreeSet;

use oz_domain::{Reference, References, Scope, SecretType, TeamId};

use super::{Store, error::StoreError, rows::read, secrets::Confines};

const TYPE: &str = "SELECT type FROM secret WHERE owner_kind = 'team' AND owner_id = $1 AND name = $2";

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

    /// What the team's secret of a name is, if there is one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn type_of_teams_secret(&self, team: TeamId, name: &str) -> Result<Option<SecretType>, StoreError> {
        let word: Option<String> =
            sqlx::query_scalar(TYPE).bind(team.to_string()).bind(name).fetch_optional(&self.reader).await?;
        word.map(|word| read(&word, "secret.type")).transpose()
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
