//! From a manifest and what is remembered to a key to seal to, or to the reason why not.

use std::rc::Rc;

use oz_crypto::{Fingerprint, ManifestError, Recipient, Remembered, SignedManifest};

/// A key that was found good, ready to seal to.
#[derive(Debug)]
pub(crate) struct Sealing {
    /// The key, with its tables made.
    pub(crate) recipient: Recipient,
    /// Whose values it takes: every value is bound to it.
    pub(crate) workspace_id: String,
    /// Who vouches for it, and since when that is known.
    pub(crate) remembered: Remembered,
}

/// Why nothing is sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stop {
    /// Another identity signed than the one remembered.
    #[error(
        "Somebody else than before vouches for the server's keys: it was set up anew, or something answers in its place."
    )]
    IdentityChanged {
        /// The one remembered.
        was: Fingerprint,
        /// The one that signed.
        now: Fingerprint,
    },
    /// What was remembered of the server can't be read.
    #[error(
        "What this browser remembered of the server is damaged, so it can't tell whether this is the server of before."
    )]
    Forgotten {
        /// The one that signed.
        now: Fingerprint,
    },
    /// The server offers keys that it had replaced before.
    #[error(
        "The server's list of keys is older than one that this browser has seen: an old copy of its data, or something answers in its place. Ask whoever runs it."
    )]
    Older,
    /// The list of keys doesn't hold: its signature, a key id, or its place in the sequence.
    #[error("The server's list of keys doesn't hold ({0}). Ask whoever runs it.")]
    Unsound(ManifestError),
    /// The list has no key that takes values.
    #[error("The server has no key that takes values. Ask whoever runs it.")]
    NoActiveKey,
    /// The keys are somebody else's.
    #[error(
        "The server's keys are of another workspace than the one that you're signed in to. Reload the page; if that doesn't help, ask whoever runs the server."
    )]
    OtherWorkspace,
    /// The list could not be fetched.
    #[error("{0}")]
    Unreachable(String),
}

impl Stop {
    /// In a few words, what it means for the person.
    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::IdentityChanged { .. } => "The server's identity has changed. Nothing is sealed, nothing is sent.",
            Self::Forgotten { .. } | Self::Older | Self::Unsound(_) | Self::OtherWorkspace => {
                "The server's keys can't be trusted. Nothing is sealed, nothing is sent."
            }
            Self::NoActiveKey | Self::Unreachable(_) => "There is no key to seal to. Nothing is sent.",
        }
    }
}

/// What is known about the key.
#[derive(Debug, Clone, Default)]
pub(crate) enum KeyState {
    /// It has not been asked for.
    #[default]
    Unknown,
    /// The server has not answered yet.
    Asking,
    /// It is good.
    Ready(Rc<Sealing>),
    /// Nothing is sealed.
    Stopped(Stop),
}

/// Checks a manifest against what is remembered, and makes its key ready. `now` counts as the beginning of what
/// was not known before.
pub(crate) fn judge(manifest: &SignedManifest, remembered: Option<&Remembered>, now: String) -> Result<Sealing, Stop> {
    let verified = manifest.verify(remembered).map_err(why)?;
    let key = verified.active_key().ok_or(Stop::NoActiveKey)?;
    Ok(Sealing {
        recipient: Recipient::new(key.public_key.clone()),
        workspace_id: verified.manifest().workspace_id.clone(),
        remembered: verified.remember(now),
    })
}

fn why(error: ManifestError) -> Stop {
    match error {
        ManifestError::IdentityChanged { was, now } => Stop::IdentityChanged { was, now },
        ManifestError::OlderThanSeen { .. } => Stop::Older,
        other => Stop::Unsound(other),
    }
}

#[cfg(test)]
mod tests {
    use oz_crypto::{IdentityKey, KeyStatus, Manifest, ManifestKey, PrivateKey, Suite};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    const NOW: &str = "2026-03-12T09:30:00.000Z";

    fn manifest(seq: u64, status: KeyStatus) -> Manifest {
        let private = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305).unwrap();
        let public_key = private.public_key().clone();
        let key = ManifestKey {
            kid: public_key.kid(),
            suite: public_key.suite(),
            public_key,
            status,
            created_at: NOW.to_owned(),
        };
        Manifest { workspace_id: "w".to_owned(), seq, issued_at: NOW.to_owned(), prev_hash: None, keys: vec![key] }
    }

    fn stop(manifest: &SignedManifest, remembered: Option<&Remembered>) -> Stop {
        judge(manifest, remembered, NOW.to_owned()).err().unwrap()
    }

    #[test]
    fn what_was_not_known_before_is_known_from_now_on() {
        let signed = manifest(1, KeyStatus::Active).sign(&IdentityKey::generate().unwrap());
        let first = judge(&signed, None, NOW.to_owned()).unwrap();
        let again = judge(&signed, Some(&first.remembered), "2026-04-01T00:00:00.000Z".to_owned()).unwrap();

        assert_eq!(again.remembered.since, NOW);
    }

    #[test]
    fn another_identity_stops_and_both_are_told() {
        let (old, new) = (IdentityKey::generate().unwrap(), IdentityKey::generate().unwrap());
        let known = judge(&manifest(1, KeyStatus::Active).sign(&old), None, NOW.to_owned()).unwrap().remembered;
        let stopped = stop(&manifest(2, KeyStatus::Active).sign(&new), Some(&known));

        let (was, now) = (old.public().fingerprint(), new.public().fingerprint());
        assert_eq!(stopped, Stop::IdentityChanged { was, now });
    }

    #[test]
    fn an_older_manifest_stops() {
        let identity = IdentityKey::generate().unwrap();
        let known = judge(&manifest(3, KeyStatus::Active).sign(&identity), None, NOW.to_owned()).unwrap().remembered;

        assert_eq!(stop(&manifest(2, KeyStatus::Active).sign(&identity), Some(&known)), Stop::Older);
    }

    #[test]
    fn a_signature_over_something_else_stops() {
        let signed = manifest(1, KeyStatus::Active).sign(&IdentityKey::generate().unwrap());
        let forged = serde_json::to_string(&signed).unwrap().replace("\"seq\":1", "\"seq\":2");

        assert_eq!(
            stop(&SignedManifest::from_json(&forged).unwrap(), None),
            Stop::Unsound(ManifestError::BadSignature)
        );
    }

    #[test]
    fn without_an_active_key_there_is_nothing_to_seal_to() {
        let signed = manifest(1, KeyStatus::DecryptOnly).sign(&IdentityKey::generate().unwrap());

        assert_eq!(stop(&signed, None), Stop::NoActiveKey);
    }
}
