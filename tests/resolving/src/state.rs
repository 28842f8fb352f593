//! The workload: names of an everyday kind, some of them twice, a few that can't be had.

use std::hint::black_box;

use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, OptionalParts, Owner, ReferenceText, References, SecretId, SecretType,
    TeamId, Timestamp, Trigger, UserId,
    resolve::{Candidate, DefaultInjection, Material, RunContext, resolve},
};

const SECRETS: u32 = 1_000;
const REFERENCES: u32 = 100;
/// The rest is a person's own; the first half of that under names that the team has too.
const OF_THE_TEAM: u32 = 800;
const SERVICES: [&str; 8] = ["TWILIO", "GITHUB", "STRIPE", "ASANA", "SENTRY", "LINEAR", "FIGMA", "VERCEL"];
const NOW: &str = "2026-03-12T09:30:00.000Z";

/// Secrets, references, and whose run it is.
#[derive(Debug)]
pub struct State {
    secrets: Vec<Secret>,
    attached: Declared,
    team: TeamId,
    user: UserId,
    harness_auth: HarnessAuthSecrets,
    now: Timestamp,
}

/// What the run's environment declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    /// A hundred references.
    Attached,
    /// Nothing: the run gets every raw value in scope.
    Inherited,
}

/// In which order the secrets come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By name, as a page has them from the list.
    Name,
    /// As they were made, their names in no order: as a claim reads them.
    Making,
}

#[derive(Debug)]
struct Secret {
    id: SecretId,
    name: String,
    owner: Owner,
    kind: SecretType,
    enabled: bool,
    optional_parts: OptionalParts,
}

impl State {
    /// Makes the workload, the same each time.
    ///
    /// # Panics
    ///
    /// Never: its names and its time are well formed.
    #[must_use]
    pub fn new(order: Order) -> Self {
        let (team, user) = (TeamId::from_parts(1, [1; 10]), UserId::from_parts(1, [2; 10]));
        let references = References::parse((0..REFERENCES).map(reference).collect()).expect("each name once");
        let mut secrets: Vec<Secret> = (0..SECRETS).map(|number| secret(number, team, user)).collect();
        if order == Order::Name {
            secrets.sort_by(|one, other| one.name.cmp(&other.name));
        }
        Self {
            secrets,
            attached: Some(references),
            team,
            user,
            harness_auth: HarnessAuthSecrets { claude_auth_secret_name: Some(name(350)), ..Default::default() },
            now: NOW.parse().expect("a time"),
        }
    }

    /// Answers so many times, one after the other, from candidates made once; how many secrets the run gets.
    #[must_use]
    pub fn answer(&self, lists: Lists, times: u32) -> usize {
        let candidates = self.candidates();
        let run = self.run(lists);
        let mut injected = 0;
        for _ in 0..times {
            injected = black_box(resolve(black_box(&run), black_box(&candidates))).injected().count();
        }
        injected
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        self.secrets.iter().map(Secret::candidate).collect()
    }

    fn run(&self, lists: Lists) -> RunContext<'_> {
        RunContext {
            team: self.team,
            trigger: Trigger::User(self.user),
            run: &None,
            environment: if lists == Lists::Attached { &self.attached } else { &None },
            agent: &None,
            default_injection: DefaultInjection::InheritAll,
            harness: Harness::Claude,
            harness_auth: &self.harness_auth,
            worker_variables: &[],
            now: &self.now,
        }
    }
}

impl Secret {
    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: self.id,
            name: &self.name,
            owner: self.owner,
            secret_type: self.kind,
            revision: 1,
            enabled: self.enabled,
            expires_at: None,
            optional_parts: &self.optional_parts,
            material: Material::Unopened,
        }
    }
}

/// One secret; neighbours have names that are far apart.
fn secret(number: u32, team: TeamId, user: UserId) -> Secret {
    let is_personal = number >= OF_THE_TEAM;
    let shares_a_name = is_personal && number < OF_THE_TEAM + (SECRETS - OF_THE_TEAM) / 2;
    Secret {
        id: SecretId::from_parts(u64::from(number), [3; 10]),
        name: name(if shares_a_name { number - OF_THE_TEAM } else { number }),
        owner: if is_personal { Owner::User(user) } else { Owner::Team(team) },
        kind: if number % 100 == 50 { SecretType::AnthropicApiKey } else { SecretType::RawValue },
        enabled: number % 50 != 8,
        optional_parts: OptionalParts::NONE,
    }
}

/// Each seventh secret; the last tenth of the list names none that is there. One in ten is renamed, one in five required.
fn reference(number: u32) -> ReferenceText {
    let asked = if number < REFERENCES / 10 * 9 { number * 7 } else { SECRETS + number };
    ReferenceText {
        name: name(asked),
        scope: None,
        variable: (number % 10 == 3).then(|| format!("RENAMED_{number}")),
        required: number.is_multiple_of(5),
    }
}

fn name(number: u32) -> String {
    let service = SERVICES[number as usize % SERVICES.len()];
    format!("{service}_ACCESS_TOKEN_{:04}", number.wrapping_mul(7_919) % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_secrets_and_a_hundred_references_are_answered() {
        let state = State::new(Order::Making);

        let candidates = state.candidates();
        let answer = resolve(&state.run(Lists::Attached), &candidates);

        let missing = REFERENCES / 10;
        assert_eq!(answer.rows.len(), (SECRETS + missing) as usize);
        assert_eq!(answer.injected().count(), state.answer(Lists::Attached, 2));
        assert_eq!(answer, resolve(&state.run(Lists::Attached), &State::new(Order::Name).candidates()));
        assert!((80..=90).contains(&state.answer(Lists::Attached, 1)), "most of those that are there");
        assert!(state.answer(Lists::Inherited, 1) > 800, "nearly all");
    }
}
