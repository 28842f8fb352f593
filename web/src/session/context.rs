//! Who is signed in, for every part of the page to ask.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::Session;

use crate::client::{Client, ClientError};

/// What is known about who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// The server has not answered yet.
    Asking,
    /// Somebody is.
    In(Session),
    /// Nobody is; with what the server said, if there was a session before.
    Out(Option<String>),
    /// The server could not be asked.
    Failed(ClientError),
}

/// Who is signed in. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionContext {
    state: RwSignal<SessionState>,
}

impl SessionContext {
    pub(crate) fn new() -> Self {
        Self { state: RwSignal::new(SessionState::Asking) }
    }

    /// What is known.
    pub(crate) fn state(self) -> SessionState {
        self.state.get()
    }

    /// What is known right now.
    pub(crate) fn state_untracked(self) -> SessionState {
        self.state.get_untracked()
    }

    /// The session, if there is one. Follows changes.
    pub(crate) fn current(self) -> Option<Session> {
        match self.state.get() {
            SessionState::In(session) => Some(session),
            _ => None,
        }
    }

    /// The session, if there is one right now.
    pub(crate) fn current_untracked(self) -> Option<Session> {
        match self.state.get_untracked() {
            SessionState::In(session) => Some(session),
            _ => None,
        }
    }

    /// Whether a session is of the person, workspace and team that the present one is of.
    pub(crate) fn is_same_person(self, session: &Session) -> bool {
        let person =
            |session: &Session| (session.user.as_ref().map(|user| user.id), session.workspace.id, session.team.id);
        self.current_untracked().is_some_and(|current| person(&current) == person(session))
    }

    /// Somebody signed in.
    pub(crate) fn set(self, session: Session) {
        self.state.set(SessionState::In(session));
    }

    /// The session ended, or there was none.
    pub(crate) fn lost(self, why: Option<String>) {
        self.state.set(SessionState::Out(why));
    }

    /// Asks the server who is signed in.
    pub(crate) fn ask(self) {
        spawn_local(async move {
            let answer = match Client.session().await {
                Ok(session) => SessionState::In(session),
                Err(error) if error.is_signed_out() => SessionState::Out(None),
                Err(error) => SessionState::Failed(error),
            };
            self.state.set(answer);
        });
    }

    /// Ends the session.
    ///
    /// # Errors
    ///
    /// When the server could not be told: the session goes on.
    pub(crate) async fn sign_out(self) -> Result<(), ClientError> {
        match Client.sign_out().await {
            Err(error) if !error.is_signed_out() => Err(error),
            _ => {
                self.lost(None);
                Ok(())
            }
        }
    }
}
