//! Who is signed in, for every part of the page to ask.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{TeamId, UserId, WorkspaceId, api::Session};

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
    known: RwSignal<Known>,
}

/// What is known, and about whom.
#[derive(Debug)]
struct Known {
    state: SessionState,
    /// Who was signed in last.
    last: Option<Person>,
    visit: u32,
}

/// Person, workspace and team.
type Person = (Option<UserId>, WorkspaceId, TeamId);

impl SessionContext {
    pub(crate) fn new() -> Self {
        Self { known: RwSignal::new(Known { state: SessionState::Asking, last: None, visit: 0 }) }
    }

    /// What is known.
    pub(crate) fn state(self) -> SessionState {
        self.known.with(|known| known.state.clone())
    }

    /// What is known right now.
    pub(crate) fn state_untracked(self) -> SessionState {
        self.known.with_untracked(|known| known.state.clone())
    }

    /// The session, if there is one. Follows changes.
    pub(crate) fn current(self) -> Option<Session> {
        match self.state() {
            SessionState::In(session) => Some(session),
            _ => None,
        }
    }

    /// The session, if there is one right now.
    pub(crate) fn current_untracked(self) -> Option<Session> {
        match self.state_untracked() {
            SessionState::In(session) => Some(session),
            _ => None,
        }
    }

    /// Whether a session is of the person, workspace and team that the present one is of.
    pub(crate) fn is_same_person(self, session: &Session) -> bool {
        self.current_untracked().is_some_and(|current| person(&current) == person(session))
    }

    /// How often somebody else than before has signed in: nothing of an earlier visit is the present person's.
    /// Follows changes.
    pub(crate) fn visit(self) -> u32 {
        self.known.with(|known| known.visit)
    }

    /// The same right now.
    pub(crate) fn visit_untracked(self) -> u32 {
        self.known.with_untracked(|known| known.visit)
    }

    /// Somebody signed in.
    pub(crate) fn set(self, session: Session) {
        let who = person(&session);
        self.known.update(|known| {
            let before = known.last.replace(who);
            known.visit += u32::from(before.is_some_and(|before| before != who));
            known.state = SessionState::In(session);
        });
    }

    /// The session ended, or there was none.
    pub(crate) fn lost(self, why: Option<String>) {
        self.known.update(|known| known.state = SessionState::Out(why));
    }

    /// Asks the server who is signed in.
    pub(crate) fn ask(self) {
        spawn_local(async move {
            match Client.session().await {
                Ok(session) => self.set(session),
                Err(error) if error.is_signed_out() => self.lost(None),
                Err(error) => self.known.update(|known| known.state = SessionState::Failed(error)),
            }
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

fn person(session: &Session) -> Person {
    (session.user.as_ref().map(|user| user.id), session.workspace.id, session.team.id)
}
