//! Everything that decides what a run gets: read together, so that it belongs together.

use std::collections::BTreeSet;

use oz_domain::{
    AgentId, Declared, Harness, HarnessAuthSecrets, References, SecretId, TeamId, UserId,
    resolve::{Candidate, DefaultInjection},
};
use sqlx::Transaction;

use super::{
    Store, agents, environments,
    error::StoreError,
    pool::Db,
    run_secrets::{self, RunSecret},
    settings,
};

/// Everything that decides what a run gets, but the run itself.
#[derive(Debug, Clone)]
pub struct RunInputs {
    /// The team's secrets and the user's, by id, disabled ones included.
    pub secrets: Vec<RunSecret>,
    /// What the environment says; nothing without one, and none when it is gone.
    pub environment: Declared,
    /// What the agent says; nothing without one, and none when it is gone.
    pub agent: Declared,
    /// What the agent chooses for its harness to sign in with.
    pub agent_auth: Option<HarnessAuthSecrets>,
    /// The programs that no run may execute.
    pub disabled_harnesses: BTreeSet<Harness>,
    /// What happens where nobody says anything.
    pub default_injection: DefaultInjection,
}

impl RunInputs {
    /// The secrets as candidates whose values nobody has opened.
    #[must_use]
    pub fn candidates(&self) -> Vec<Candidate<'_>> {
        self.secrets.iter().map(RunSecret::candidate).collect()
    }

    /// A secret by its id.
    #[must_use]
    pub fn secret(&self, id: SecretId) -> Option<&RunSecret> {
        let at = self.secrets.binary_search_by_key(&id, |secret| secret.id).ok()?;
        Some(&self.secrets[at])
    }
}

impl Store {
    /// Everything that would decide what a run of this user in this environment by this agent gets.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn run_inputs(
        &self,
        team: TeamId,
        user: Option<UserId>,
        environment: Option<&str>,
        agent: Option<AgentId>,
    ) -> Result<RunInputs, StoreError> {
        let mut tx = self.reader.begin().await?;
        read(&mut tx, team, user, environment, agent).await
    }
}

/// What decides, as a transaction sees it.
pub(super) async fn read(
    tx: &mut Transaction<'static, Db>,
    team: TeamId,
    user: Option<UserId>,
    environment: Option<&str>,
    agent: Option<AgentId>,
) -> Result<RunInputs, StoreError> {
    let (by_agent, agent_auth) = by_agent(tx, team, agent).await?;
    let settings = settings::find(&mut **tx).await?;
    Ok(RunInputs {
        secrets: run_secrets::all(tx, team, user).await?,
        environment: by_environment(tx, team, environment).await?,
        agent: by_agent,
        agent_auth,
        disabled_harnesses: settings.disabled_harnesses,
        default_injection: settings.default_injection,
    })
}

/// What an environment says about secrets. One that was deleted meanwhile may have said less than nothing would, so it
/// now says none.
async fn by_environment(
    tx: &mut Transaction<'static, Db>,
    team: TeamId,
    id: Option<&str>,
) -> Result<Declared, StoreError> {
    let Some(id) = id.and_then(|id| id.parse().ok()) else {
        return Ok(None);
    };
    match environments::find(&mut **tx, team, id).await {
        Ok(environment) => Ok(environment.config.secrets),
        Err(StoreError::NotFound) => Ok(Some(References::default())),
        Err(error) => Err(error),
    }
}

/// What an agent says about secrets and about signing in; none if it was deleted meanwhile, as with an environment.
async fn by_agent(
    tx: &mut Transaction<'static, Db>,
    team: TeamId,
    id: Option<AgentId>,
) -> Result<(Declared, Option<HarnessAuthSecrets>), StoreError> {
    let Some(id) = id else {
        return Ok((None, None));
    };
    match agents::find(&mut **tx, team, id).await {
        Ok(agent) => Ok((agent.config.secrets, agent.config.harness_auth_secrets)),
        Err(StoreError::NotFound) => Ok((Some(References::default()), None)),
        Err(error) => Err(error),
    }
}
