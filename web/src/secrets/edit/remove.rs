//! Deleting a secret: what it means is said before it is done, and disabling it offered where something needs it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    Scope,
    api::{Dependent, SecretSummary},
};

use super::{
    Editing,
    affected::affected,
    conflict::{Conflict, ConflictNote},
    sign_in_again::SignInAgain,
    toggle::{Seen, change, tell},
    trouble::Trouble,
};
use crate::{
    attach::dependents,
    client::Client,
    ui::{Button, Dialog, Kind},
};

/// What a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Delete,
    Disable,
}

/// Asks whether a secret is to be deleted, and deletes it.
#[component]
pub(super) fn RemoveDialog(secret: SecretSummary) -> impl IntoView {
    let editing = expect_context::<Editing>();
    let name = secret.name.clone();
    let (id, can_be_disabled) = (secret.id, secret.enabled);
    // Both can have one of this name.
    let whose = match secret.owner.scope() {
        Scope::Team => "It is the team's.",
        Scope::Personal => "It is your own.",
    };
    let looked_at = StoredValue::new(secret);
    let wished = StoredValue::new(Wish::Delete);
    // Whether what needs it was shown. Disabling can be undone, so that counts for it until the dialog is left.
    let seen = StoredValue::new(Seen::No);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);

    let act = Callback::new(move |wish: Wish| {
        let secret = looked_at.get_value();
        let confirm = trouble.with_untracked(|met| met.as_ref().is_some_and(Trouble::is_needed));
        wished.set_value(wish);
        busy.set(true);
        spawn_local(async move {
            let met = match wish {
                Wish::Delete => deleted(editing, &secret, confirm).await,
                Wish::Disable => disabled(editing, &secret, seen.get_value()).await,
            };
            busy.try_set(false);
            match met {
                None => {}
                // Deleted by somebody else is deleted too.
                Some(Trouble::Conflict(Conflict { now: None, .. })) => done(editing, &secret),
                Some(met) => {
                    if met.is_needed() {
                        seen.try_set_value(Seen::Yes);
                    }
                    if let Trouble::Conflict(Conflict { now: Some(now), .. }) = &met {
                        looked_at.try_set_value(now.clone());
                        editing.store.upsert(now.clone());
                    }
                    trouble.try_set(Some(met));
                }
            }
        });
    });
    let remove = Callback::new(move |()| act.run(Wish::Delete));
    let disable = Callback::new(move |()| act.run(Wish::Disable));
    let leave = Callback::new(move |()| editing.close());
    let is_needed = Memo::new(move |_| trouble.with(|met| met.as_ref().is_some_and(Trouble::is_needed)));
    let words = move || if is_needed.get() { "Delete all the same" } else { "Delete secret" };

    view! {
        <Dialog title=format!("Delete {name}?") on_leave=leave>
            <p>{whose}" Its value can't be brought back, not even by an administrator."</p>
            <ul>
                <li>"Runs that start from now on don't get it. Runs under way keep what they have."</li>
                <li>"Environments that name it report it as missing, until there is a secret of this name again."</li>
            </ul>
            {affected(id)}
            {move || trouble.get().map(|met| match met {
                Trouble::Conflict(conflict) => {
                    view! { <ConflictNote conflict anyway="Delete anyway" busy on_anyway=remove /> }.into_any()
                }
                Trouble::Refused(error) if !error.dependents().is_empty() => needed(error.dependents()),
                Trouble::Refused(error) => view! { <p class="form-error" role="alert">{error.sentence()}</p> }.into_any(),
                Trouble::SignedOut => {
                    let again = move |()| { trouble.set(None); act.run(wished.get_value()); };
                    view! { <SignInAgain on_done=again on_leave=move |()| trouble.set(None) /> }.into_any()
                }
            })}
            {can_be_disabled.then(|| view! {
                <p class="help">"Disabling it instead keeps its value: runs don't get it either, until it is enabled again."</p>
            })}
            <footer>
                <Button kind=Kind::Plain on_press=leave>"Cancel"</Button>
                <Show when=move || can_be_disabled>
                    <Button kind=Kind::Normal busy on_press=disable>"Disable instead"</Button>
                </Show>
                <Show when=move || !matches!(trouble.get(), Some(Trouble::Conflict(_)))>
                    <Button kind=Kind::Danger busy on_press=remove>{words}</Button>
                </Show>
            </footer>
        </Dialog>
    }
}

/// What it is still named by.
pub(super) fn needed(list: &[Dependent]) -> AnyView {
    view! {
        <div class="needed" role="alert">
            <p>"Still named. Runs of these start without it, or, where it is required, don't start:"</p>
            {dependents(list)}
        </div>
    }
    .into_any()
}

/// Deletes it, or says why not.
async fn deleted(editing: Editing, secret: &SecretSummary, confirm: bool) -> Option<Trouble> {
    match Client.delete_secret(secret.id, secret.version, confirm).await {
        Ok(()) => {
            done(editing, secret);
            None
        }
        Err(error) => Some(Trouble::of(secret, error).await),
    }
}

/// Disables it, or says why not: what needs it has to have been seen.
async fn disabled(editing: Editing, secret: &SecretSummary, seen: Seen) -> Option<Trouble> {
    match change(secret.clone(), false, seen).await {
        Ok(now) => {
            editing.close();
            tell(editing, now);
            None
        }
        Err(trouble) => Some(trouble),
    }
}

fn done(editing: Editing, secret: &SecretSummary) {
    editing.store.forget(secret.id);
    editing.toasts.show(format!("{} was deleted", secret.name), None);
    editing.close();
}
