//! Checks away from the threads that answer requests: opening a large value keeps a processor busy for a while.

use std::{panic, sync::Arc};

use oz_crypto::Envelope;
use oz_domain::OptionalParts;
use tokio::{sync::OwnedSemaphorePermit, task::spawn_blocking};

use super::{Claim, Refusal, Vault};

/// Checks and deliveries at once, each with copies of sealed values; more wait their turn.
pub(super) const AT_ONCE: usize = 2;

impl Vault {
    /// A seat for work that opens values. Held by the work, which goes on when whoever asked for it has gone.
    ///
    /// # Panics
    ///
    /// Never: the seats are not closed.
    pub async fn seat(self: &Arc<Self>) -> OwnedSemaphorePermit {
        Arc::clone(&self.seats).acquire_owned().await.expect("the seats are never closed")
    }

    /// What [`check`](Self::check) says, found out on a thread that answers nothing else.
    ///
    /// # Errors
    ///
    /// Why the value is not taken.
    ///
    /// # Panics
    ///
    /// When the check does.
    pub async fn check_aside(
        self: &Arc<Self>,
        claim: &Claim<'_>,
        envelope: &Envelope,
    ) -> Result<OptionalParts, Refusal> {
        let seat = self.seat().await;
        let (vault, name, envelope) = (Arc::clone(self), claim.name.to_owned(), envelope.clone());
        let unnamed = claim.named("");
        let work = move || {
            // Held by the work and not by the request, which may be given up before the work is done.
            let _seat = seat;
            vault.check(&unnamed.named(&name), &envelope)
        };
        // It is never cancelled, so an error is a panic, which goes on as if it had happened here.
        spawn_blocking(work).await.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
    }
}

impl Claim<'_> {
    /// The same for another name.
    fn named<'b>(&self, name: &'b str) -> Claim<'b> {
        let Self { id, owner, other_owner, secret_type, revision, .. } = *self;
        Claim { id, owner, other_owner, name, secret_type, revision }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use oz_crypto::{Plaintext, Recipient, SealBinding, Suite, seal};
    use oz_domain::{Owner, SecretId, SecretType, TeamId, WorkspaceId};
    use tempfile::TempDir;
    use tokio::time::timeout;

    use super::*;
    use crate::{
        clock::{Clock, SystemClock},
        keyring::{Keyring, KeyringFile},
    };

    const CLAIM: fn() -> Claim<'static> = || Claim {
        id: SecretId::from_parts(0, [1; 10]),
        owner: Owner::Team(TeamId::from_parts(0, [2; 10])),
        other_owner: None,
        name: "NAME",
        secret_type: SecretType::RawValue,
        revision: 1,
    };

    /// A vault, and an envelope that is what `CLAIM` says.
    fn vault() -> (TempDir, Arc<Vault>, Envelope) {
        let (folder, workspace) = (tempfile::tempdir().unwrap(), WorkspaceId::from_parts(0, [3; 10]));
        let ring = Keyring::generate(workspace, Suite::X25519Sha256ChaCha20Poly1305, SystemClock.now()).unwrap();
        let recipient = Recipient::once(ring.keys[0].private.public_key().clone());
        let file = KeyringFile::new(folder.path(), None);
        file.save(&ring).unwrap();
        let claim = CLAIM();
        let (workspace, id, owner) = (workspace.to_string(), claim.id.to_string(), claim.owner.id());
        let binding = SealBinding {
            workspace_id: &workspace,
            secret_id: &id,
            owner_kind: claim.owner.kind(),
            owner_id: &owner,
            name: claim.name,
            secret_type: claim.secret_type.as_str(),
            revision: claim.revision,
        };
        let envelope = seal(&recipient, &binding, Plaintext::new(br#"{"value":"not-a-secret"}"#.to_vec())).unwrap();
        (folder, Arc::new(Vault::open(file).unwrap()), envelope)
    }

    #[test]
    fn a_check_lets_others_go_on() {
        let (_folder, vault, envelope) = vault();
        let claim = CLAIM();
        let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build().unwrap();
        // As long as the one other thread is busy, a check can only be done if it ran on this one.
        let (release, busy) = std::sync::mpsc::channel::<()>();
        runtime.spawn_blocking(move || busy.recv());

        runtime.block_on(async {
            let mut check = std::pin::pin!(vault.check_aside(&claim, &envelope));
            let first = std::future::poll_fn(|context| std::task::Poll::Ready(check.as_mut().poll(context)));
            assert!(first.await.is_pending());
            drop(release);
            assert!(check.await.is_ok());
        });
    }

    #[tokio::test]
    async fn checks_wait_for_their_turn() {
        let (_folder, vault, envelope) = vault();
        let claim = CLAIM();
        let taken = Arc::clone(&vault.seats).acquire_many_owned(u32::try_from(AT_ONCE).unwrap()).await.unwrap();

        let waiting = timeout(Duration::from_millis(100), vault.check_aside(&claim, &envelope)).await;
        assert!(waiting.is_err());

        drop(taken);
        assert!(vault.check_aside(&claim, &envelope).await.is_ok());
    }

    #[tokio::test]
    async fn what_is_refused_stays_refused() {
        let (_folder, vault, envelope) = vault();

        let refused = vault.check_aside(&CLAIM().named("OTHER"), &envelope).await;

        assert_eq!(refused.err(), Some(Refusal::CannotOpen));
    }
}
