//! Opens sealed values for runs.

use std::sync::Arc;

use oz_crypto::{Envelope, KeyStatus};
use oz_domain::SecretValue;

use super::{Claim, Opened, Refusal, Vault, open};

/// The keys of one moment, for any number of values: the keyring file is looked at once for all of them.
#[derive(Debug)]
pub struct Keys(Arc<Opened>);

impl Vault {
    /// The keys as the keyring file has them now.
    #[must_use]
    pub fn keys(&self) -> Keys {
        Keys(self.current())
    }
}

impl Keys {
    /// Opens a sealed value for a run, whether or not its key still takes new ones.
    ///
    /// # Errors
    ///
    /// Why it can't be opened, or what in it breaks a rule.
    pub fn reveal(&self, claim: &Claim<'_>, envelope: &Envelope) -> Result<SecretValue, Refusal> {
        let ring = &self.0.ring;
        let held = ring.keys.iter().find(|held| held.private.kid() == envelope.kid());
        let private = match held {
            Some(held) if held.status != KeyStatus::Retired => &held.private,
            _ => return Err(Refusal::KeyNotActive),
        };
        let value = open(private, ring.workspace, claim, envelope).map_err(|_| Refusal::CannotOpen)?;
        SecretValue::from_json(claim.secret_type, claim.name, &value).map_err(Refusal::Value)
    }
}
