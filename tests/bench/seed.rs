//! Secrets for the store, sealed natively: distinct names of an everyday kind, requests ready to be sent.

use anyhow::{Context, Result};
use bytes::Bytes;
use oz_crypto::{Plaintext, Recipient, SealBinding, SignedManifest, seal};
use oz_domain::{
    Owner, SecretId, SecretType,
    api::{CreateSecret, Session, paths},
};

use crate::client::Client;

/// The first parts of names: 20 of them, so that a search for one finds a twentieth.
pub(crate) const SERVICES: [&str; 20] = [
    "ANTHROPIC",
    "ASANA",
    "BRAINTREE",
    "CLOUDFLARE",
    "DATADOG",
    "DISCORD",
    "FIGMA",
    "GITHUB",
    "GRAFANA",
    "HEROKU",
    "JIRA",
    "LINEAR",
    "MAILGUN",
    "NOTION",
    "PAGERDUTY",
    "SENTRY",
    "SLACK",
    "STRIPE",
    "TWILIO",
    "VERCEL",
];
const KINDS: [&str; 5] = ["API_KEY", "ACCESS_TOKEN", "WEBHOOK_SECRET", "SIGNING_KEY", "PASSWORD"];
/// The value of every secret: as long as an everyday token, and plainly none.
const VALUE: &[u8] = br#"{"value":"not-a-real-token-0000000000000000000000000000"}"#;
/// What the ids' times begin with: one millisecond a secret.
const FIRST_MS: u64 = 1_767_225_600_000;

/// Makes requests that create secrets.
pub(crate) struct Seed {
    session: Session,
    recipient: Recipient,
    made: u32,
}

impl Seed {
    /// Learns the server's key and who is signed in.
    ///
    /// # Errors
    ///
    /// When the server's manifest doesn't hold.
    pub(crate) async fn learn(client: &Client) -> Result<Self> {
        let mut connection = client.connect().await?;
        let manifest: SignedManifest = connection.get(paths::KEYS).await?;
        let verified = manifest.verify(None)?;
        let key = verified.active_key().context("the server has no active key")?;
        let recipient = Recipient::new(key.public_key.clone());
        Ok(Self { session: connection.get(paths::SESSION).await?, recipient, made: 0 })
    }

    /// The next so many requests.
    ///
    /// # Errors
    ///
    /// When sealing fails.
    pub(crate) fn requests(&mut self, count: u32) -> Result<Vec<Bytes>> {
        (0..count).map(|_| self.request()).collect()
    }

    fn request(&mut self) -> Result<Bytes> {
        let (number, owner) = (self.made, Owner::Team(self.session.team.id));
        self.made += 1;
        let [a, b, c, d] = number.to_be_bytes();
        let id = SecretId::from_parts(FIRST_MS + u64::from(number), [0x5e, 0xed, 0, 0, 0, 0, a, b, c, d]);
        let name = name(number);
        let binding = SealBinding {
            workspace_id: &self.session.workspace.id.to_string(),
            secret_id: &id.to_string(),
            owner_kind: owner.kind(),
            owner_id: &owner.id(),
            name: &name,
            secret_type: SecretType::RawValue.as_str(),
            revision: 1,
        };
        let envelope = seal(&self.recipient, &binding, Plaintext::new(VALUE.to_vec()))?;
        let description = format!("For measuring, number {number}").parse()?;
        let request = CreateSecret {
            id,
            name,
            secret_type: SecretType::RawValue,
            owner,
            description,
            expires_at: None,
            revision: 1,
            envelope,
        };
        Ok(serde_json::to_vec(&request)?.into())
    }
}

/// Each number's own name; neighbours are of different services.
fn name(number: u32) -> String {
    let at = number as usize;
    let (service, kind) = (SERVICES[at % SERVICES.len()], KINDS[at / SERVICES.len() % KINDS.len()]);
    format!("{service}_{kind}_{:05}", at / (SERVICES.len() * KINDS.len()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ten_thousand_secrets_have_as_many_names() {
        let names: BTreeSet<_> = (0..10_000).map(name).collect();

        assert_eq!(names.len(), 10_000);
        assert_eq!(names.iter().filter(|name| name.starts_with("STRIPE")).count(), 500);
    }
}
