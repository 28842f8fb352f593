//! Many runs at once: every hypothetical run of some environments, agents and triggers, and the answers by secret.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Resolution, Row, RunContext};
use crate::{AgentId, Declared, EnvironmentId, Harness, HarnessAuthSecrets, Owner, ScheduleId, Scope, Trigger};

/// Which hypothetical run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunKey {
    /// What it starts in, if anything.
    pub environment: Option<EnvironmentId>,
    /// Which agent it runs as, if any.
    pub agent: Option<AgentId>,
    /// Who or what starts it.
    pub trigger: Trigger,
    /// Which schedule starts it, where it is one that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<ScheduleId>,
    /// The harness that signs in with the secret in question, where the run is supposed to choose it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signs_in: Option<Harness>,
}

impl RunKey {
    /// A run that chooses nothing itself.
    #[must_use]
    pub fn of(environment: Option<EnvironmentId>, agent: Option<AgentId>, trigger: Trigger) -> Self {
        Self { environment, agent, trigger, schedule: None, signs_in: None }
    }
}

/// What one run gets: the view by run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunAnswer<'a> {
    /// Which run.
    pub run: RunKey,
    /// Its rows.
    pub resolution: Resolution<'a>,
}

/// Who gets one secret: the view by secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecretAnswer {
    /// The secret's name.
    pub name: String,
    /// The scope of its owner; of a name without a secret the scope that was asked for, if any.
    pub scope: Option<Scope>,
    /// Its owner; `None` if there is no such secret.
    pub owner: Option<Owner>,
    /// Its rows, in the order of the runs.
    pub uses: Vec<Use>,
}

/// One secret in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Use {
    /// Which run.
    pub run: RunKey,
    /// The secret's row in the run's answer.
    pub row: Row<'static>,
}

/// Turns the view by run into the view by secret: the same rows, by name, personal before team before missing.
#[must_use]
pub fn by_secret(answers: &[RunAnswer]) -> Vec<SecretAnswer> {
    let mut secrets: BTreeMap<_, Vec<Use>> = BTreeMap::new();
    for answer in answers {
        for row in &answer.resolution.rows {
            let key = (row.name.as_ref(), std::cmp::Reverse(row.owner), row.scope);
            secrets.entry(key).or_default().push(Use { run: answer.run, row: row.clone().into_owned() });
        }
    }
    let secret = |((name, owner, scope), uses): ((&str, std::cmp::Reverse<_>, _), _)| SecretAnswer {
        name: name.to_owned(),
        scope,
        owner: owner.0,
        uses,
    };
    secrets.into_iter().map(secret).collect()
}

/// Every run that could be started with these environments, agents and triggers.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// What all have in common; its trigger and its environment's and agent's lists don't count.
    pub base: RunContext<'a>,
    /// Environments; a run without one is among the runs too.
    pub environments: &'a [EnvironmentSecrets<'a>],
    /// Agents; a run without one is among the runs too.
    pub agents: &'a [AgentSecrets<'a>],
    /// Who or what starts a run.
    pub triggers: &'a [Trigger],
}

/// What an environment says about secrets.
#[derive(Debug, Clone, Copy)]
pub struct EnvironmentSecrets<'a> {
    /// Which environment.
    pub id: EnvironmentId,
    /// Its list.
    pub secrets: &'a Declared,
}

/// What an agent says about secrets.
#[derive(Debug, Clone, Copy)]
pub struct AgentSecrets<'a> {
    /// Which agent.
    pub id: AgentId,
    /// Its list.
    pub secrets: &'a Declared,
    /// Its harness; `None` for the one of [`Grid::base`].
    pub harness: Option<Harness>,
    /// What its harness signs in with.
    pub harness_auth: &'a HarnessAuthSecrets,
}

impl<'a> Grid<'a> {
    /// The runs: by environment, then agent, then trigger; first those without.
    pub fn runs(&self) -> impl Iterator<Item = (RunKey, RunContext<'a>)> {
        let environments = std::iter::once(None).chain(self.environments.iter().map(Some));
        environments.flat_map(move |environment| {
            let agents = std::iter::once(None).chain(self.agents.iter().map(Some));
            agents
                .flat_map(move |agent| self.triggers.iter().map(move |trigger| self.run(environment, agent, *trigger)))
        })
    }

    fn run(
        &self,
        environment: Option<&EnvironmentSecrets<'a>>,
        agent: Option<&AgentSecrets<'a>>,
        trigger: Trigger,
    ) -> (RunKey, RunContext<'a>) {
        let key = RunKey::of(environment.map(|of| of.id), agent.map(|of| of.id), trigger);
        let context = RunContext {
            trigger,
            environment: environment.map_or(&None, |of| of.secrets),
            agent: agent.map_or(&None, |of| of.secrets),
            harness: agent.and_then(|of| of.harness).unwrap_or(self.base.harness),
            harness_auth: agent.map_or(self.base.harness_auth, |of| of.harness_auth),
            ..self.base
        };
        (key, context)
    }
}
