//! Changing what isn't sealed of one secret: sent for the version that was looked at, with a way on from each trouble.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{SecretSummary, UpdateSecret};

use super::{
    Editing,
    conflict::{Conflict, ConflictNote},
    sign_in_again::SignInAgain,
    trouble::Trouble,
};
use crate::{
    client::Client,
    ui::{Button, Kind},
};

/// A change of a secret while a dialog asks for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    /// While it is sent.
    busy: RwSignal<bool>,
    editing: Editing,
    looked_at: StoredValue<SecretSummary>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Change {
    pub(super) fn of(secret: SecretSummary) -> Self {
        Self {
            busy: RwSignal::new(false),
            editing: expect_context(),
            looked_at: StoredValue::new(secret),
            trouble: RwSignal::new(None),
        }
    }

    /// Sends a wish; once it is granted, that is said and the dialog closes.
    pub(super) fn send(self, wish: UpdateSecret, said: fn(&SecretSummary) -> String) {
        let secret = self.looked_at.get_value();
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let met = match Client.update_secret(secret.id, secret.version, &wish).await {
                Ok(now) => return self.done(now, said),
                Err(error) => Trouble::of(&secret, error).await,
            };
            self.busy.try_set(false);
            self.note(&met);
            self.trouble.try_set(Some(met));
        });
    }

    /// The ways out of the form: somebody else's change, while it is shown, has its own way to save.
    pub(super) fn footer(self, save: &'static str, leave: Callback<()>) -> AnyView {
        let in_conflict = move || matches!(self.trouble.get(), Some(Trouble::Conflict(_)));
        view! {
            <footer>
                <Button kind=Kind::Plain on_press=leave>"Cancel"</Button>
                <Show when=move || !in_conflict()>
                    <Button kind=Kind::Submit busy=self.busy>{save}</Button>
                </Show>
            </footer>
        }
        .into_any()
    }

    /// What went wrong, and the way on: `save` tries again.
    pub(super) fn trouble(self, save: Callback<()>) -> AnyView {
        let Self { busy, trouble, .. } = self;
        let shown = move || {
            trouble.get().map(|met| match met {
                Trouble::Conflict(conflict) => {
                    view! { <ConflictNote conflict anyway="Save mine anyway" busy on_anyway=save /> }.into_any()
                }
                Trouble::Refused(error) => {
                    view! { <p class="form-error" role="alert">{error.sentence()}</p> }.into_any()
                }
                Trouble::SignedOut => {
                    view! { <SignInAgain on_done=save on_leave=move |()| trouble.set(None) /> }.into_any()
                }
            })
        };
        shown.into_any()
    }

    /// After a conflict, the secret as it is now is what is looked at.
    fn note(self, met: &Trouble) {
        if let Trouble::Conflict(Conflict { now: Some(now), .. }) = met {
            self.looked_at.try_set_value(now.clone());
            self.editing.store.upsert(now.clone());
        }
    }

    fn done(self, now: SecretSummary, said: fn(&SecretSummary) -> String) {
        self.editing.store.announce(said(&now));
        self.editing.store.upsert(now);
        self.editing.close();
    }
}
