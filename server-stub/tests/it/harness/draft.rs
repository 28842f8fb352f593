//! A secret before it is sealed, honestly or not.

use anyhow::{Context, Result};
use oz_crypto::{Envelope, Plaintext, Recipient, SealBinding, seal};
use oz_domain::{
    Owner, SecretId, SecretType, UserId, WorkspaceId,
    api::{CreateSecret, KeyManifest, ReplaceValue, SecretSummary},
};

/// What the value is in tests that don't say.
pub(crate) const VALUE: &str = "not-a-real-value";

/// A secret before it is sealed.
pub(crate) struct Draft {
    recipient: Recipient,
    user: Option<UserId>,
    /// What it is sealed as, unless a test says otherwise.
    pub(crate) workspace: WorkspaceId,
    pub(crate) id: SecretId,
    pub(crate) name: String,
    pub(crate) secret_type: SecretType,
    pub(crate) owner: Owner,
    pub(crate) revision: u64,
    /// What is sealed.
    pub(crate) json: String,
}

impl Draft {
    /// A raw value of the team.
    pub(crate) fn new(
        manifest: &KeyManifest,
        workspace: WorkspaceId,
        owner: Owner,
        user: Option<UserId>,
        name: &str,
    ) -> Result<Self> {
        let verified = manifest.verify(None)?;
        let key = verified.active_key().context("there is an active key")?;
        Ok(Self {
            recipient: Recipient::once(key.public_key.clone()),
            user,
            workspace,
            id: new_id(),
            name: name.to_owned(),
            secret_type: SecretType::RawValue,
            owner,
            revision: 1,
            json: serde_json::json!({ "value": VALUE }).to_string(),
        })
    }

    /// The same, owned by the person who makes it.
    pub(crate) fn personal(mut self) -> Result<Self> {
        self.owner = Owner::User(self.user.context("a key of a team owns nothing")?);
        Ok(self)
    }

    /// The same with another value.
    pub(crate) fn value(mut self, value: &str) -> Self {
        self.json = serde_json::json!({ "value": value }).to_string();
        self
    }

    /// Sealed as what it says it is.
    pub(crate) fn seal(&self) -> Result<CreateSecret> {
        Ok(CreateSecret {
            id: self.id,
            name: self.name.clone(),
            secret_type: self.secret_type,
            owner: self.owner,
            description: "for tests".parse()?,
            expires_at: None,
            revision: self.revision,
            envelope: self.envelope()?,
        })
    }

    /// A value in place of the one that a secret has.
    pub(crate) fn replacement(mut self, present: &SecretSummary) -> Result<ReplaceValue> {
        self.id = present.id;
        self.name.clone_from(&present.name);
        self.secret_type = present.secret_type;
        self.owner = present.owner;
        self.revision = present.revision + 1;
        Ok(ReplaceValue { revision: self.revision, envelope: self.envelope()? })
    }

    fn envelope(&self) -> Result<Envelope> {
        let (workspace, id) = (self.workspace.to_string(), self.id.to_string());
        self.seal_bound(&SealBinding {
            workspace_id: &workspace,
            secret_id: &id,
            owner_kind: self.owner.kind(),
            owner_id: &self.owner.id(),
            name: &self.name,
            secret_type: self.secret_type.as_str(),
            revision: self.revision,
        })
    }

    /// The value sealed under any binding.
    pub(crate) fn seal_bound(&self, binding: &SealBinding<'_>) -> Result<Envelope> {
        let value = Plaintext::new(self.json.clone().into_bytes());
        Ok(seal(&self.recipient, binding, value)?)
    }
}

/// An id that no other test has.
fn new_id() -> SecretId {
    let mut random = [0; 10];
    // Without randomness the ids collide, and the tests say so.
    let _ = getrandom::fill(&mut random);
    SecretId::from_parts(1_773_307_800_000, random)
}
