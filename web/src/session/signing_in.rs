//! From a token to a session.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{ProblemCode, SignIn};
use zeroize::Zeroizing;

use super::{Arrival, SessionContext};
use crate::{
    client::{Client, ClientError},
    router::Router,
    secrets::SecretsStore,
};

/// What is being done with a token, and what came of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SigningIn {
    /// While the server is asked.
    pub(super) busy: RwSignal<bool>,
    /// Why it didn't work.
    pub(super) refused: RwSignal<Option<String>>,
    session: SessionContext,
    secrets: SecretsStore,
    enter: Callback<()>,
}

impl SigningIn {
    /// Begins with the link that was followed, unless somebody is signed in already: they are asked first.
    pub(super) fn arrive() -> Self {
        let router = expect_context::<Router>();
        let signing_in = Self {
            busy: RwSignal::new(true),
            refused: RwSignal::new(None),
            session: expect_context(),
            secrets: expect_context(),
            enter: Callback::new(move |()| router.replace("/secrets")),
        };
        let arrival = expect_context::<Arrival>();
        spawn_local(async move {
            let known = Client.session().await;
            signing_in.busy.set(false);
            match known {
                Ok(known) => signing_in.session.set(known),
                Err(error) => {
                    signing_in.session.lost(None);
                    if !error.is_signed_out() {
                        // There may be a session that holds: the link must not take its place unasked.
                        signing_in.refused.set(Some(error.sentence()));
                    } else if let Some(token) = arrival.take() {
                        signing_in.with(token);
                    }
                }
            }
        });
        signing_in
    }

    /// Signs in with a token and goes to the secrets.
    pub(super) fn with(self, token: Zeroizing<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let answer = Client.sign_in(&SignIn { token: token.to_string() }).await;
            self.busy.set(false);
            match answer {
                Ok(known) => {
                    self.secrets.clear();
                    self.session.set(known);
                    self.secrets.refresh();
                    self.enter.run(());
                }
                Err(error) => self.refused.set(Some(sentence(&error))),
            }
        });
    }
}

fn sentence(error: &ClientError) -> String {
    if error.code() == Some(ProblemCode::SignInLinkSpent) {
        "This link no longer works: it was used, or is older than 15 minutes. Print a new one.".to_owned()
    } else {
        error.sentence()
    }
}
