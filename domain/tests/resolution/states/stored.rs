//! A generated secret, of some owner, in some state.

use oz_domain::resolve::{Candidate, Material, PartSize};
use oz_domain::{MAX_VARIABLE_BYTES, OptionalParts, Owner, SecretId, SecretType, TeamId, Timestamp};

use super::{Look, name, own_team, user};

/// A secret as it is stored, and what opening it shows.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: SecretId,
    pub(crate) name: &'static str,
    pub(crate) owner: Owner,
    kind: SecretType,
    revision: u64,
    enabled: bool,
    expires_at: Option<Timestamp>,
    parts: OptionalParts,
    /// `None`: it can't be opened.
    opened: Option<Vec<PartSize>>,
}

pub(super) fn stored(n: u8, [of, owner, kind, state, revision, part, size, open]: [u8; 8]) -> Stored {
    let kind = if kind < 128 { SecretType::RawValue } else { SecretType::ALL[usize::from(kind) % 6] };
    let optional = kind.fields().iter().filter(|field| !field.required && part & 1 == 1).map(|field| field.key);
    let parts = OptionalParts::among(kind, optional);
    let there = kind.fields().iter().filter(|field| field.required || parts.has(field.key));
    let bytes = match size {
        0..128 => usize::from(size),
        128..200 => MAX_VARIABLE_BYTES - usize::from(size - 128),
        200..250 => MAX_VARIABLE_BYTES,
        250.. => usize::MAX,
    };
    Stored {
        id: SecretId::from_parts(3, [n; 10]),
        name: name(of),
        owner: match owner % 8 {
            0..3 => Owner::Team(own_team()),
            6 => Owner::Team(TeamId::from_parts(1, [9; 10])),
            n => Owner::User(user(n - 2)),
        },
        kind,
        revision: u64::from(revision) + 1,
        enabled: state & 7 != 7,
        expires_at: match state >> 3 & 7 {
            6 => Some("2026-03-12T09:30:00.001Z".parse().unwrap()),
            7 => Some("2026-03-12T09:30:00.000Z".parse().unwrap()),
            _ => None,
        },
        opened: (open < 240).then(|| there.map(|field| PartSize { member: field.key, bytes }).collect()),
        parts,
    }
}

impl Stored {
    /// A raw value of the team that opens to this many bytes.
    pub(crate) fn of_the_team(n: u8, name: &'static str, bytes: usize) -> Self {
        let plain = stored(n, [0; 8]);
        Self { name, opened: Some(vec![PartSize { member: "value", bytes }]), ..plain }
    }

    pub(crate) fn candidate(&self, look: Look) -> Candidate<'_> {
        Candidate {
            id: self.id,
            name: self.name,
            owner: self.owner,
            secret_type: self.kind,
            revision: self.revision,
            enabled: self.enabled,
            expires_at: self.expires_at.as_ref(),
            optional_parts: &self.parts,
            material: match (look, &self.opened) {
                (Look::Preview, _) => Material::Unopened,
                (Look::Claim, None) => Material::CannotOpen,
                (Look::Claim, Some(parts)) => Material::Opened(parts),
            },
        }
    }

    pub(crate) fn is_usable(&self) -> bool {
        self.enabled && self.expires_at.as_ref().is_none_or(|end| end.as_str() > "2026-03-12T09:30:00.000Z")
    }

    /// Makes it short, and such that it can be opened.
    pub(crate) fn mend(&mut self) {
        let there = self.kind.fields().iter().filter(|field| field.required || self.parts.has(field.key));
        self.opened = Some(there.map(|field| PartSize { member: field.key, bytes: 20 }).collect());
    }

    /// `NAME=value` of one of its variables, in bytes; `renamed` is the `as` of the reference.
    pub(crate) fn bytes(&self, variable: &str, renamed: Option<&str>) -> usize {
        let field = match renamed {
            Some(_) => Some(self.kind.main_field()),
            None => self.kind.fields().iter().find(|field| field.injection.variable(self.name) == Some(variable)),
        };
        let size = |key| self.opened.iter().flatten().find(|part| part.member == key).map(|part| part.bytes);
        // What is no part is the one constant, `1`.
        variable.len() + 1 + field.and_then(|field| size(field.key)).unwrap_or(1)
    }
}
