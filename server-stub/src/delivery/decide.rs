//! Decides what a run gets by opening it: what can't be opened or doesn't fit is taken away again.

use std::collections::HashMap;

use oz_crypto::Envelope;
use oz_domain::{
    MAX_RUN_BYTES, SecretId, SecretType, SecretValue,
    resolve::{Candidate, Material, PartSize, Resolution, RunContext, resolve},
};

use crate::{
    store::{RunInputs, RunSecret, SealedValues},
    vault::{Claim, Keys},
};

use super::by_two::by_two;

/// What a run gets: the reasons, and the opened values of what is injected.
pub(super) struct Decided {
    /// Why it gets what it gets.
    pub(super) resolution: Resolution<'static>,
    opened: HashMap<SecretId, Opened>,
}

/// What came of a value that is wanted.
enum Opened {
    Value(SecretValue, Vec<PartSize>),
    Not,
    /// It was not tried: it can't fit.
    NoRoom,
}

impl Decided {
    /// The reasons alone. The values end here.
    pub(super) fn into_reasons(self) -> Resolution<'static> {
        self.resolution
    }

    /// The value of a secret that is injected.
    pub(super) fn value(&self, id: SecretId) -> Option<&SecretValue> {
        match self.opened.get(&id)? {
            Opened::Value(value, _) => Some(value),
            Opened::Not | Opened::NoRoom => None,
        }
    }
}

/// Decides with the values at hand. Only values that would be injected are opened, and of those no more than can fit.
pub(super) fn decide(keys: &Keys, inputs: &RunInputs, sealed: &SealedValues, run: &RunContext<'_>) -> Decided {
    decide_by(|secret, envelope| reveal(keys, secret, envelope), inputs, sealed, run)
}

fn decide_by(
    open: impl Fn(&RunSecret, &str) -> Option<SecretValue> + Sync,
    inputs: &RunInputs,
    sealed: &SealedValues,
    run: &RunContext<'_>,
) -> Decided {
    let mut opened = HashMap::new();
    loop {
        let candidates = candidates(inputs, &opened);
        let resolution = resolve(run, &candidates);
        let Next { tried, not_tried } = next(&resolution, inputs, sealed, &opened);
        if tried.is_empty() && not_tried.is_empty() {
            let resolution = resolution.into_owned();
            return Decided { resolution, opened };
        }
        opened.extend(not_tried);
        opened.extend(by_two(&tried, |(secret, envelope)| {
            (secret.id, open(secret, envelope).map_or(Opened::Not, Opened::of))
        }));
    }
}

/// What is opened next, at once.
#[derive(Default)]
struct Next<'a> {
    tried: Vec<(&'a RunSecret, &'a str)>,
    not_tried: Vec<(SecretId, Opened)>,
}

/// In the order of fitting, as much as most likely fits beside what is opened already.
fn next<'a>(
    resolution: &Resolution<'_>,
    inputs: &'a RunInputs,
    sealed: &'a SealedValues,
    opened: &HashMap<SecretId, Opened>,
) -> Next<'a> {
    let (mut room, mut likely, mut next) = (MAX_RUN_BYTES, 0, Next::default());
    for row in resolution.in_order_of_fitting() {
        let Some(id) = row.id else {
            continue;
        };
        if let Some(of_it) = opened.get(&id) {
            if let Opened::Value(_, sizes) = of_it {
                room = row.room_left(room, sizes).unwrap_or(room);
            }
            continue;
        }
        match (inputs.secret(id), sealed.found.get(&id)) {
            (Some(secret), Some(envelope)) if least(secret, envelope) <= room => {
                // Base64 alone: what else sealing adds is little, as a rule.
                likely += envelope.len() / 4 * 3;
                if likely > room && !next.tried.is_empty() {
                    return next;
                }
                next.tried.push((secret, envelope));
            }
            (Some(_), Some(_)) => next.not_tried.push((id, Opened::NoRoom)),
            (Some(_), None) if !sealed.whole => next.not_tried.push((id, Opened::NoRoom)),
            _ => next.not_tried.push((id, Opened::Not)),
        }
    }
    next
}

/// How many bytes a value takes at the least, by the length of its envelope. Sealing makes a raw value longer by base64 (a third),
/// by padding (an eighth at most) and by writing it as JSON (six bytes for one at most), and each adds something that doesn't
/// depend on it; other types may fill a file, which takes no room.
fn least(secret: &RunSecret, envelope: &str) -> usize {
    match secret.secret_type {
        SecretType::RawValue => (envelope.len() / 9).saturating_sub(1024),
        _ => 0,
    }
}

impl Opened {
    fn of(value: SecretValue) -> Self {
        let sizes = value.sizes();
        Self::Value(value, sizes)
    }
}

fn candidates<'a>(inputs: &'a RunInputs, opened: &'a HashMap<SecretId, Opened>) -> Vec<Candidate<'a>> {
    let mut candidates = inputs.candidates();
    for candidate in &mut candidates {
        candidate.material = match opened.get(&candidate.id) {
            None => Material::Unopened,
            Some(Opened::Value(_, sizes)) => Material::Opened(sizes),
            Some(Opened::Not) => Material::CannotOpen,
            Some(Opened::NoRoom) => Material::NoRoom,
        };
    }
    candidates
}

fn reveal(keys: &Keys, secret: &RunSecret, envelope: &str) -> Option<SecretValue> {
    let claim = Claim {
        id: secret.id,
        owner: secret.owner,
        other_owner: None,
        name: &secret.name,
        secret_type: secret.secret_type,
        revision: secret.revision,
    };
    let envelope: Result<Envelope, _> = serde_json::from_str(envelope);
    let value = envelope.ok().and_then(|envelope| keys.reveal(&claim, &envelope).ok());
    if value.is_none() {
        tracing::warn!(secret.id = %secret.id, "a sealed value can't be opened");
    }
    value
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use oz_crypto::Plaintext;
    use oz_domain::{
        OptionalParts, Owner, TeamId, Trigger,
        api::AgentConfig,
        resolve::{DefaultInjection, Reason},
    };

    use super::*;
    use crate::runs;

    const LONG: usize = 131_000;

    fn secret(at: u8, owner: Owner) -> RunSecret {
        RunSecret {
            id: SecretId::from_parts(0, [at; 10]),
            name: format!("LONG_{at:02}"),
            secret_type: SecretType::RawValue,
            owner,
            revision: 1,
            optional_parts: OptionalParts::NONE,
            enabled: true,
            expires_at: None,
        }
    }

    /// Decides about fifty values of this length; how many were opened, and how many rows have each reason.
    fn fifty(length: usize, envelope_length: usize, whole: usize) -> (usize, usize, usize) {
        let team = TeamId::from_parts(0, [9; 10]);
        let mut secrets: Vec<_> = (0..50).map(|at| secret(at, Owner::Team(team))).collect();
        secrets.sort_by_key(|secret| secret.id);
        let inputs = RunInputs {
            secrets,
            environment: None,
            agent: None,
            agent_auth: None,
            disabled_harnesses: std::collections::BTreeSet::new(),
            default_injection: DefaultInjection::InheritAll,
        };
        let found = inputs.secrets.iter().take(whole).map(|secret| (secret.id, "e".repeat(envelope_length)));
        let sealed = SealedValues { found: found.collect(), whole: whole == 50 };
        let (count, now) = (AtomicUsize::new(0), "2026-03-12T09:30:00.000Z".parse().unwrap());
        let config = AgentConfig::default();
        let context = runs::context(team, Trigger::Team, &config, &inputs, &[], &now);
        let open = |secret: &RunSecret, _: &str| {
            count.fetch_add(1, Ordering::Relaxed);
            let json = format!(r#"{{"value":"{}"}}"#, "x".repeat(length));
            SecretValue::from_json(SecretType::RawValue, &secret.name, &Plaintext::new(json.into_bytes())).ok()
        };

        let decided = decide_by(open, &inputs, &sealed, &context);

        let of = |reason| decided.resolution.rows.iter().filter(|row| row.reason == reason).count();
        (count.into_inner(), of(Reason::Injected), of(Reason::EnvironmentTooLarge))
    }

    #[test]
    fn no_more_values_are_opened_than_can_fit() {
        assert_eq!(fifty(LONG, LONG * 4 / 3, 50), (8, 8, 42));
        // Written with escapes, the same value is six times as long.
        assert_eq!(fifty(LONG, LONG * 8, 50), (8, 8, 42));
    }

    #[test]
    fn what_may_fit_is_opened_and_what_was_not_read_is_left_out() {
        assert_eq!(fifty(10, 600, 50), (50, 50, 0));
        assert_eq!(fifty(10, 600, 32), (32, 32, 18));
    }
}
