//! A value on its way from the field into an envelope. The plaintext ends here.

use oz_crypto::{Envelope, SealBinding, SealError, seal};
use oz_domain::{Owner, SecretId, SecretType, SecretValue, ValueError};
use zeroize::Zeroizing;

use crate::keys::Sealing;

/// What a value is for: it opens as nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Purpose {
    pub(super) id: SecretId,
    pub(super) name: String,
    pub(super) secret_type: SecretType,
    pub(super) owner: Owner,
    pub(super) revision: u64,
}

/// A value that was checked and not sealed yet.
pub(super) struct Draft {
    purpose: Purpose,
    value: SecretValue,
}

impl Draft {
    /// Takes a value's parts over from their fields, in the order of the type.
    ///
    /// # Errors
    ///
    /// The rule that a part breaks.
    pub(super) fn take(purpose: Purpose, parts: Vec<Option<Zeroizing<String>>>) -> Result<Self, ValueError> {
        let value = SecretValue::new(purpose.secret_type, &purpose.name, parts)?;
        Ok(Self { purpose, value })
    }

    /// Seals the value.
    ///
    /// # Errors
    ///
    /// Only when the browser gives no random bytes.
    pub(super) fn seal(self, to: &Sealing) -> Result<Envelope, SealError> {
        let Self { purpose, value } = self;
        let json = value.to_json();
        drop(value);
        let binding = SealBinding {
            workspace_id: &to.workspace_id,
            secret_id: &purpose.id.to_string(),
            owner_kind: purpose.owner.kind(),
            owner_id: &purpose.owner.id(),
            name: &purpose.name,
            secret_type: purpose.secret_type.as_str(),
            revision: purpose.revision,
        };
        seal(&to.recipient, &binding, json)
    }
}
