//! Decides what a run gets by opening it: what can't be opened or doesn't fit is taken away again.

use std::collections::HashMap;

use oz_crypto::Envelope;
use oz_domain::{
    SecretId, SecretValue,
    api::SecretSummary,
    resolve::{Candidate, Material, PartSize, Resolution, RunContext, resolve},
};

use crate::{
    store::RunInputs,
    vault::{Claim, Vault},
};

/// What a run gets: the reasons, and the opened values of what is injected.
pub(super) struct Decided {
    /// Why it gets what it gets.
    pub(super) resolution: Resolution,
    opened: HashMap<SecretId, Opened>,
}

/// What came of opening a value.
enum Opened {
    Value(SecretValue, Vec<PartSize>),
    Not,
}

impl Decided {
    /// The value of a secret that is injected.
    pub(super) fn value(&self, id: SecretId) -> Option<&SecretValue> {
        match self.opened.get(&id)? {
            Opened::Value(value, _) => Some(value),
            Opened::Not => None,
        }
    }
}

/// Decides with the values at hand. Only values that would be injected are opened.
pub(super) fn decide(
    vault: &Vault,
    inputs: &RunInputs,
    envelopes: &HashMap<SecretId, String>,
    run: &RunContext<'_>,
) -> Decided {
    let mut opened = HashMap::new();
    loop {
        let resolution = resolve(run, &candidates(inputs, &opened));
        let wanted = resolution.injected().filter_map(|row| row.id).filter(|id| !opened.contains_key(id));
        let next: Vec<SecretId> = wanted.collect();
        if next.is_empty() {
            return Decided { resolution, opened };
        }
        for id in next {
            opened.insert(id, open(vault, inputs.secret(id), envelopes.get(&id)));
        }
    }
}

fn candidates<'a>(inputs: &'a RunInputs, opened: &'a HashMap<SecretId, Opened>) -> Vec<Candidate<'a>> {
    let mut candidates = inputs.candidates();
    for candidate in &mut candidates {
        candidate.material = match opened.get(&candidate.id) {
            None => Material::Unopened,
            Some(Opened::Value(_, sizes)) => Material::Opened(sizes),
            Some(Opened::Not) => Material::CannotOpen,
        };
    }
    candidates
}

fn open(vault: &Vault, secret: Option<&SecretSummary>, envelope: Option<&String>) -> Opened {
    let (Some(secret), Some(envelope)) = (secret, envelope) else {
        return Opened::Not;
    };
    let claim = Claim {
        id: secret.id,
        owner: secret.owner,
        other_owner: None,
        name: &secret.name,
        secret_type: secret.secret_type,
        revision: secret.revision,
    };
    let envelope: Result<Envelope, _> = serde_json::from_str(envelope);
    let Some(value) = envelope.ok().and_then(|envelope| vault.reveal(&claim, &envelope).ok()) else {
        tracing::warn!(secret.id = %secret.id, "a sealed value can't be opened");
        return Opened::Not;
    };
    let sizes = value.sizes();
    Opened::Value(value, sizes)
}
