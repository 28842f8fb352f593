//! The key for every part of the page to seal to.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_crypto::SignedManifest;

use super::{
    memory,
    state::{KeyState, Sealing, Stop, judge},
    when,
};
use crate::{client::Client, session::SessionContext};

/// Fetches, checks and keeps the key to seal to. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    state: RwSignal<KeyState, LocalStorage>,
    /// A manifest by another identity than the one remembered, or than can be remembered, until the person decides.
    offered: StoredValue<Option<SignedManifest>>,
    session: SessionContext,
}

impl Keys {
    pub(crate) fn new(session: SessionContext) -> Self {
        Self { state: RwSignal::new_local(KeyState::Unknown), offered: StoredValue::new(None), session }
    }

    /// What is known. Follows changes.
    pub(crate) fn state(self) -> KeyState {
        self.state.get()
    }

    /// Has the key at hand by the time that it is needed.
    pub(crate) fn prepare(self) {
        if !matches!(self.state.get_untracked(), KeyState::Ready(_)) {
            self.state.set(KeyState::Asking);
        }
        spawn_local(async move {
            let _ = self.fetch().await;
        });
    }

    /// The key that is at hand, or the one that the server names now.
    pub(crate) async fn ready(self) -> Result<Rc<Sealing>, Stop> {
        match self.state.get_untracked() {
            KeyState::Ready(sealing) if self.is_for_session(&sealing) => Ok(sealing),
            _ => self.fetch().await,
        }
    }

    /// The key that the server names now.
    pub(crate) async fn fetch(self) -> Result<Rc<Sealing>, Stop> {
        let judged = match Client.keys().await {
            Ok(manifest) => self.judge(manifest),
            Err(error) => Err(Stop::Unreachable(error.sentence())),
        };
        self.settle(judged)
    }

    /// The person has compared the fingerprints: from now on the offered identity is the remembered one.
    pub(crate) fn accept_offered(self) {
        let Some(manifest) = self.offered.try_update_value(Option::take).flatten() else {
            return;
        };
        let _ = self.settle(judge(&manifest, None, when::now()));
    }

    fn judge(self, manifest: SignedManifest) -> Result<Sealing, Stop> {
        let judged = match memory::recall() {
            Ok(remembered) => judge(&manifest, remembered.as_ref(), when::now()),
            Err(memory::Unreadable) => judge(&manifest, None, when::now())
                .and_then(|sealing| Err(Stop::Forgotten { now: sealing.remembered.identity.fingerprint() })),
        };
        if matches!(judged, Err(Stop::IdentityChanged { .. } | Stop::Forgotten { .. })) {
            self.offered.set_value(Some(manifest));
        }
        judged.and_then(|sealing| if self.is_for_session(&sealing) { Ok(sealing) } else { Err(Stop::OtherWorkspace) })
    }

    /// Whether the key takes the values of the workspace that the person is signed in to, as far as that is known.
    fn is_for_session(self, sealing: &Sealing) -> bool {
        self.session.current_untracked().is_none_or(|known| known.workspace.id.to_string() == sealing.workspace_id)
    }

    fn settle(self, judged: Result<Sealing, Stop>) -> Result<Rc<Sealing>, Stop> {
        let settled = judged.map(|sealing| self.keep(sealing));
        self.state.set(match &settled {
            Ok(sealing) => KeyState::Ready(Rc::clone(sealing)),
            Err(stop) => KeyState::Stopped(stop.clone()),
        });
        settled
    }

    fn keep(self, sealing: Sealing) -> Rc<Sealing> {
        memory::remember(&sealing.remembered);
        match self.state.get_untracked() {
            // Its tables are made already.
            KeyState::Ready(known)
                if known.recipient.kid() == sealing.recipient.kid() && known.remembered == sealing.remembered =>
            {
                known
            }
            _ => Rc::new(sealing),
        }
    }
}
