//! Deleting a secret: what it means is said before it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{Dependent, SecretSummary};

use super::{
    Editing,
    conflict::{Conflict, ConflictNote},
    sign_in_again::SignInAgain,
    trouble::Trouble,
};
use crate::{
    attach::dependents,
    client::Client,
    ui::{Button, Dialog, Kind},
};

/// Asks whether a secret is to be deleted, and deletes it.
#[component]
pub(super) fn RemoveDialog(secret: SecretSummary) -> impl IntoView {
    let editing = expect_context::<Editing>();
    let name = secret.name.clone();
    let looked_at = StoredValue::new(secret);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);

    let remove = Callback::new(move |()| {
        let secret = looked_at.get_value();
        let confirm = trouble.with_untracked(|met| met.as_ref().is_some_and(Trouble::is_needed));
        busy.set(true);
        spawn_local(async move {
            let answer = Client.delete_secret(secret.id, secret.version, confirm).await;
            let met = match answer {
                Ok(()) => None,
                Err(error) => Some(Trouble::of(&secret, error).await),
            };
            busy.try_set(false);
            match met {
                // Deleted by somebody else is deleted too.
                None | Some(Trouble::Conflict(Conflict { now: None, .. })) => done(editing, &secret),
                Some(met) => {
                    if let Trouble::Conflict(Conflict { now: Some(now), .. }) = &met {
                        looked_at.try_set_value(now.clone());
                        editing.store.upsert(now.clone());
                    }
                    trouble.try_set(Some(met));
                }
            }
        });
    });
    let leave = Callback::new(move |()| editing.close());

    let words = move || match trouble.get() {
        Some(met) if met.is_needed() => "Delete all the same",
        _ => "Delete secret",
    };

    view! {
        <Dialog title=format!("Delete {name}?") on_leave=leave>
            <p>"Its value can't be brought back, not even by an administrator."</p>
            <ul>
                <li>"Runs that start from now on don't get it. Runs under way keep what they have."</li>
                <li>"Environments that name it report it as missing, until there is a secret of this name again."</li>
            </ul>
            {move || trouble.get().map(|met| match met {
                Trouble::Conflict(conflict) => {
                    view! { <ConflictNote conflict anyway="Delete anyway" busy on_anyway=remove /> }.into_any()
                }
                Trouble::Refused(error) if !error.dependents().is_empty() => needed(error.dependents()),
                Trouble::Refused(error) => view! { <p class="form-error" role="alert">{error.sentence()}</p> }.into_any(),
                Trouble::SignedOut => {
                    let again = move |()| { trouble.set(None); remove.run(()); };
                    view! { <SignInAgain on_done=again on_leave=move |()| trouble.set(None) /> }.into_any()
                }
            })}
            <footer>
                <Button kind=Kind::Plain on_press=leave>"Cancel"</Button>
                <Show when=move || !matches!(trouble.get(), Some(Trouble::Conflict(_)))>
                    <Button kind=Kind::Danger busy on_press=remove>{words}</Button>
                </Show>
            </footer>
        </Dialog>
    }
}

/// What it is still named by.
fn needed(list: &[Dependent]) -> AnyView {
    view! {
        <div class="needed" role="alert">
            <p>"Still named. Runs of these start without it, or, where it is required, don't start:"</p>
            {dependents(list)}
            <p>"Disabling it instead keeps its value: the row's menu has that."</p>
        </div>
    }
    .into_any()
}

fn done(editing: Editing, secret: &SecretSummary) {
    editing.store.forget(secret.id);
    editing.toasts.show(format!("{} was deleted", secret.name), None);
    editing.close();
}
