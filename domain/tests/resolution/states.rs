//! Generated states: a run and the secrets of two teams and three people, out of a few names so that much collides.
//! Made from bytes, which is quick, and shrinks to what is plain: enabled raw values of the team, nothing declared.

mod stored;

use oz_domain::resolve::{Candidate, DefaultInjection, Resolution, RunContext, resolve};
use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, Owner, Reference, ReferenceText, References, Scope, SecretId, TeamId,
    Timestamp, Trigger, UserId,
};
use proptest::collection::vec;
use proptest::prelude::*;

pub(crate) use stored::Stored;
use stored::stored;

/// All are names of variables, so that each can be a raw value's or a credential's.
const NAMES: [&str; 8] = ["A", "B", "C", "D", "ANTHROPIC_API_KEY", "AWS_REGION", "OPENAI_API_KEY", "b"];

/// Owned, so that it can be generated; [`State::run`] and [`State::candidates`] borrow.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) secrets: Vec<Stored>,
    pub(crate) trigger: Trigger,
    pub(crate) run: Declared,
    pub(crate) environment: Declared,
    pub(crate) agent: Declared,
    pub(crate) default: DefaultInjection,
    pub(crate) harness: Harness,
    pub(crate) auth: HarnessAuthSecrets,
    pub(crate) worker: Vec<String>,
    pub(crate) now: Timestamp,
}

/// Whether values were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Preview,
    Claim,
}

pub(crate) fn own_team() -> TeamId {
    TeamId::from_parts(1, [1; 10])
}

pub(crate) fn user(n: u8) -> UserId {
    UserId::from_parts(2, [n; 10])
}

pub(crate) fn states() -> impl Strategy<Value = State> {
    let references = || vec(any::<u32>(), 0..5);
    (vec(any::<u64>(), 0..14), any::<u64>(), references(), references(), references(), 0..3 * NAMES.len()).prop_map(
        |(secrets, rest, run, environment, agent, worker)| {
            let [trigger, lists, default, harness, claude, codex, ..] = rest.to_le_bytes();
            State {
                secrets: secrets.into_iter().zip(0u8..).map(|(bytes, n)| stored(n, bytes.to_le_bytes())).collect(),
                trigger: triggers()[usize::from(trigger) % triggers().len()],
                run: declared(lists & 7, &run),
                environment: declared(lists >> 3 & 3, &environment),
                agent: declared(lists >> 5 & 3, &agent),
                default: if default & 3 == 3 { DefaultInjection::AttachedOnly } else { DefaultInjection::InheritAll },
                harness: Harness::ALL[usize::from(harness) % Harness::ALL.len()],
                auth: HarnessAuthSecrets {
                    claude_auth_secret_name: chosen(claude),
                    codex_auth_secret_name: chosen(codex),
                },
                worker: NAMES.get(worker).map(|name| (*name).to_owned()).into_iter().collect(),
                now: "2026-03-12T09:30:00.000Z".parse().unwrap(),
            }
        },
    )
}

pub(crate) fn triggers() -> [Trigger; 6] {
    let [first, second] = [1, 2].map(|n| Trigger::User(user(n)));
    [first, second, Trigger::Schedule, Trigger::Team, Trigger::Integration, Trigger::Agent]
}

fn chosen(byte: u8) -> Option<String> {
    (byte & 1 == 1).then(|| name(byte >> 1).to_owned())
}

fn name(byte: u8) -> &'static str {
    NAMES[usize::from(byte) % NAMES.len()]
}

/// 0: undeclared. 1: empty. Otherwise those of the references that one list can have.
fn declared(how: u8, references: &[u32]) -> Declared {
    let mut texts: Vec<ReferenceText> = Vec::new();
    for reference in references.iter().take(if how == 1 { 0 } else { references.len() }) {
        let [of, scope, variable, required] = reference.to_le_bytes();
        texts.push(ReferenceText {
            name: name(of).to_owned(),
            scope: [None, None, Some(Scope::Team), Some(Scope::Personal)][usize::from(scope & 3)],
            variable: (variable & 3 == 3).then(|| name(variable >> 2).to_owned()),
            required: required & 3 == 3,
        });
        if References::parse(texts.clone()).is_err() {
            texts.pop();
        }
    }
    (how != 0).then(|| References::parse(texts).unwrap())
}

impl State {
    pub(crate) fn context(&self) -> RunContext<'_> {
        RunContext {
            team: own_team(),
            trigger: self.trigger,
            run: &self.run,
            environment: &self.environment,
            agent: &self.agent,
            default_injection: self.default,
            harness: self.harness,
            harness_auth: &self.auth,
            worker_variables: &self.worker,
            now: &self.now,
        }
    }

    pub(crate) fn candidates(&self, look: Look) -> Vec<Candidate<'_>> {
        self.secrets.iter().map(|secret| secret.candidate(look)).collect()
    }

    pub(crate) fn resolve(&self, look: Look) -> Resolution<'static> {
        resolve(&self.context(), &self.candidates(look)).into_owned()
    }

    /// Whether the run can reach what this owner owns.
    pub(crate) fn reaches(&self, owner: Owner) -> bool {
        match owner {
            Owner::Team(team) => team == own_team(),
            Owner::User(user) => self.trigger.user() == Some(user),
        }
    }

    /// The references that count.
    pub(crate) fn references(&self) -> Vec<&Reference> {
        let lists = if self.run.is_some() { [&self.run, &None] } else { [&self.environment, &self.agent] };
        lists.into_iter().flatten().flat_map(References::as_slice).collect()
    }

    pub(crate) fn stored(&self, id: SecretId) -> Option<&Stored> {
        self.secrets.iter().find(|secret| secret.id == id)
    }
}
