//! One example: a run, the secrets that there are, and the rows that must come out. Written to be read.

use oz_domain::resolve::{
    Candidate, DefaultInjection, Material, PartSize, Reason, Resolution, Row, RunContext, Via, resolve,
};
use oz_domain::{
    Declared, Harness, HarnessAuthSecrets, OptionalParts, Owner, SecretId, SecretType, TeamId, Timestamp, Trigger,
    UserId,
};

/// An example. Lists are JSON, as on the wire; an absent one is undeclared.
pub(crate) struct Scene {
    pub(crate) says: &'static str,
    pub(crate) trigger: &'static str,
    pub(crate) harness: Harness,
    pub(crate) auth: &'static [(Harness, &'static str)],
    pub(crate) run: Option<&'static str>,
    pub(crate) environment: Option<&'static str>,
    pub(crate) agent: Option<&'static str>,
    pub(crate) default: DefaultInjection,
    pub(crate) worker: &'static [&'static str],
    pub(crate) secrets: Vec<Secret>,
    pub(crate) rows: &'static [&'static str],
}

/// A run that Ana starts, with nothing declared: most examples differ from it in one or two things.
pub(crate) fn scene(says: &'static str) -> Scene {
    Scene {
        says,
        trigger: "Ana",
        harness: Harness::Oz,
        auth: &[],
        run: None,
        environment: None,
        agent: None,
        default: DefaultInjection::InheritAll,
        worker: &[],
        secrets: Vec::new(),
        rows: &[],
    }
}

/// A secret of an example.
#[derive(Clone)]
pub(crate) struct Secret {
    pub(crate) owner: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: SecretType,
    pub(crate) revision: u64,
    pub(crate) disabled: bool,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) parts: OptionalParts,
    pub(crate) found: Found,
}

/// What a claim finds out about a value.
#[derive(Clone)]
pub(crate) enum Found {
    NotOpened,
    CannotOpen,
    Bytes(usize),
}

pub(crate) fn secret(owner: &'static str, name: &'static str) -> Secret {
    Secret {
        owner,
        name,
        kind: SecretType::RawValue,
        revision: 1,
        disabled: false,
        expires_at: None,
        parts: OptionalParts::NONE,
        found: Found::NotOpened,
    }
}

/// A team's raw value.
pub(crate) fn team(name: &'static str) -> Secret {
    secret("team", name)
}

/// A credential of the team.
pub(crate) fn typed(name: &'static str, secret_type: SecretType) -> Secret {
    Secret { kind: secret_type, ..team(name) }
}

/// A raw value of the team with an end.
pub(crate) fn expiring(name: &'static str, at: &str) -> Secret {
    Secret { expires_at: Some(at.parse().unwrap()), ..team(name) }
}

/// The time of every example.
const NOW: &str = "2026-03-12T09:30:00.000Z";

pub(crate) fn team_id() -> TeamId {
    TeamId::from_parts(1, [1; 10])
}

fn user_id(name: &str) -> UserId {
    UserId::from_parts(2, [name.as_bytes()[0]; 10])
}

impl Secret {
    fn owner(&self) -> Owner {
        if self.owner == "team" { Owner::Team(team_id()) } else { Owner::User(user_id(self.owner)) }
    }

    fn sizes(&self) -> Vec<PartSize> {
        let Found::Bytes(bytes) = self.found else { return Vec::new() };
        let there = self.kind.fields().iter().filter(|field| field.required || self.parts.has(field.key));
        there.map(|field| PartSize { member: field.key, bytes }).collect()
    }
}

impl Scene {
    pub(crate) fn resolve(&self) -> Resolution<'static> {
        let sizes: Vec<_> = self.secrets.iter().map(Secret::sizes).collect();
        let candidates = (0u8..).zip(&self.secrets).zip(&sizes).map(|((n, of), sizes)| Candidate {
            id: SecretId::from_parts(3, [n; 10]),
            name: of.name,
            owner: of.owner(),
            secret_type: of.kind,
            revision: of.revision,
            enabled: !of.disabled,
            expires_at: of.expires_at.as_ref(),
            optional_parts: &of.parts,
            material: match of.found {
                Found::NotOpened => Material::Unopened,
                Found::CannotOpen => Material::CannotOpen,
                Found::Bytes(_) => Material::Opened(sizes),
            },
        });
        let worker: Vec<String> = self.worker.iter().map(|variable| (*variable).to_owned()).collect();
        let name_for = |harness| self.auth.iter().find(|of| of.0 == harness).map(|of| of.1.to_owned());
        resolve(
            &RunContext {
                team: team_id(),
                trigger: self.trigger(),
                run: &list(self.run),
                environment: &list(self.environment),
                agent: &list(self.agent),
                default_injection: self.default,
                harness: self.harness,
                harness_auth: &HarnessAuthSecrets {
                    claude_auth_secret_name: name_for(Harness::Claude),
                    codex_auth_secret_name: name_for(Harness::Codex),
                },
                worker_variables: &worker,
                now: &NOW.parse().unwrap(),
            },
            &candidates.collect::<Vec<_>>(),
        )
        .into_owned()
    }

    fn trigger(&self) -> Trigger {
        match self.trigger {
            "a schedule" => Trigger::Schedule,
            "an integration" => Trigger::Integration,
            "a team's key" => Trigger::Team,
            "an agent's key" => Trigger::Agent,
            person => Trigger::User(user_id(person)),
        }
    }

    /// The reasons of all rows.
    pub(crate) fn reasons(&self) -> Vec<Reason> {
        self.resolve().rows.iter().map(|row| row.reason).collect()
    }
}

fn list(json: Option<&str>) -> Declared {
    json.map(|json| serde_json::from_str(json).unwrap())
}

/// A row as an example writes it: `team DEPLOY_TOKEN | injected | DEPLOY_TOKEN`.
pub(crate) fn written(row: &Row) -> String {
    let owner = match row.owner {
        Some(Owner::Team(_)) => "team",
        Some(Owner::User(_)) => "personal",
        None => "no secret",
    };
    let revision = row.revision.filter(|revision| *revision != 1).map(|number| format!(", revision {number}"));
    let marks = [
        (row.via == Some(Via::HarnessAuth), ", harness auth"),
        (row.required, ", required"),
        (row.falls_short(), ", falls short"),
    ];
    let marks: String = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1).collect();
    let variables = if row.variables.is_empty() { "–".to_owned() } else { row.variables.join(" ") };
    format!("{owner} {}{}{marks} | {} | {variables}", row.name, revision.unwrap_or_default(), row.reason)
}
