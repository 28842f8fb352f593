//! Puts together what is delivered, in the order of the decision, and seals it.

use oz_crypto::{Envelope, PublicKey, Recipient, SealError, seal_delivery};
use oz_domain::{Contents, DeliveredFile, DeliveredSetting, Injection, RunId, WorkspaceId};

use super::Decided;

/// A delivery, sealed.
pub(crate) struct Sealed {
    /// What the runner opens.
    pub(crate) envelope: Envelope,
    /// How many variables are in it.
    pub(crate) variables: u64,
}

/// Seals what was decided to a runner's key.
pub(super) fn seal(
    decided: &Decided,
    key: &PublicKey,
    workspace: WorkspaceId,
    run: RunId,
) -> Result<Sealed, SealError> {
    let contents = contents(decided);
    let variables = contents.variables.len() as u64;
    let recipient = Recipient::once(key.clone());
    let envelope = seal_delivery(&recipient, &workspace.to_string(), &run.to_string(), contents.to_json())?;
    Ok(Sealed { envelope, variables })
}

fn contents(decided: &Decided) -> Contents<'_> {
    let mut contents = Contents::default();
    for row in decided.resolution.injected() {
        let Some(value) = row.id.and_then(|id| decided.value(id)) else {
            continue;
        };
        contents.variables.extend(value.variables(&row.name, row.renamed.as_deref()));
        for (injection, text) in value.elsewhere(row.renamed.as_deref()) {
            match injection {
                Injection::CredentialFile => contents.files.push((DeliveredFile::ClaudeCredentials, text)),
                Injection::HarnessConfig => contents.settings.push((DeliveredSetting::CodexBaseUrl, text)),
                Injection::OwnName | Injection::Variable(_) => {}
            }
        }
    }
    contents
}
