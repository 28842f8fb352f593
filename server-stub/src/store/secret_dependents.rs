//! What names a secret: it stops working, or gets less, when the secret is deleted or disabled. Lists only what the caller may
//! know of.

use futures_util::TryStreamExt;
use oz_domain::{
    Harness, HarnessAuthSecrets, Owner, ReferenceText,
    api::{Dependent, SecretSummary},
};
use serde::Deserialize;
use sqlx::Transaction;

use super::{dependents::dependent, error::StoreError, pool::Db, rows::read_json, secrets::Confines};

/// Everything that could: whose configuration has the name somewhere. Nobody stands behind a schedule, and behind a run
/// stands one person at most, so of a personal secret only this person's runs are among them. What somebody else's run signs in
/// with is not told: the name could be that of a personal credential.
const WITH_NAME: &str = "SELECT 'environment' AS kind, id, name, config, 1 AS told FROM environment \
     WHERE team_id = $1 AND config LIKE $3 \
     UNION ALL SELECT 'agent', id, name, config, 1 FROM agent WHERE team_id = $1 AND config LIKE $3 \
     UNION ALL SELECT 'schedule', id, name, config, 1 FROM schedule WHERE team_id = $1 AND config LIKE $3 \
     AND (owner_kind = 'team' OR owner_id = $2) AND $4 IS NULL \
     UNION ALL SELECT 'run', id, title, config, trigger_user IS NULL OR trigger_user = $2 FROM run WHERE team_id = $1 \
     AND state IN ('QUEUED', 'PENDING') AND config LIKE $3 \
     AND (private_to IS NULL OR private_to = $2) AND ($4 IS NULL OR trigger_user = $4) ORDER BY 1, 3, 2";

/// What configurations of every kind say about secrets.
#[derive(Deserialize)]
struct Named {
    secrets: Option<Vec<ReferenceText>>,
    harness_auth_secrets: Option<HarnessAuthSecrets>,
    /// A schedule has it one level down.
    agent_config: Option<Box<Named>>,
}

/// What needs a secret, by name and scope.
pub(super) async fn of_secret(
    tx: &mut Transaction<'static, Db>,
    confines: Confines,
    secret: &SecretSummary,
) -> Result<Vec<Dependent>, StoreError> {
    // One after the other: configurations may be long.
    let mut rows = sqlx::query_as(WITH_NAME)
        .bind(confines.team.to_string())
        .bind(confines.user.map(|user| user.to_string()))
        // A name has no `%` and nothing that JSON escapes; that `_` stands for any character finds some too many.
        .bind(format!("%\"{}\"%", secret.name))
        .bind(matches!(secret.owner, Owner::User(_)).then(|| secret.owner.id()))
        .fetch(&mut **tx);
    let mut dependents = Vec::new();
    while let Some((kind, id, name, config, told)) = rows.try_next().await? {
        let (config, told): (String, i64) = (config, told);
        if read_json::<Named>(&config, "config")?.is_about(secret, told == 1) {
            dependents.push(dependent((kind, id, name))?);
        }
    }
    Ok(dependents)
}

impl Named {
    fn is_about(&self, secret: &SecretSummary, told: bool) -> bool {
        let scope = secret.owner.scope();
        let names = |one: &ReferenceText| one.name == secret.name && one.scope.is_none_or(|only| only == scope);
        self.secrets.iter().flatten().any(names)
            || (told && self.harness_auth_secrets.as_ref().is_some_and(|auth| signs_in(auth, &secret.name)))
            || self.agent_config.as_ref().is_some_and(|config| config.is_about(secret, told))
    }
}

fn signs_in(auth: &HarnessAuthSecrets, name: &str) -> bool {
    Harness::ALL.into_iter().any(|harness| auth.name_for(harness) == Some(name))
}
