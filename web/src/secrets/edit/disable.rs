//! Disabling a secret that something needs: what that is is said before it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{Dependent, SecretSummary};

use super::{
    Editing,
    affected::affected,
    remove::needed,
    sign_in_again::SignInAgain,
    toggle::{Seen, change, gone, tell},
    trouble::Trouble,
};
use crate::{
    client::ClientError,
    ui::{Button, Dialog, Kind},
};

/// Asks whether a secret is to be disabled although `list` needs it, and disables it.
pub(super) fn disable_dialog(secret: SecretSummary, list: &[Dependent]) -> AnyView {
    let editing = expect_context::<Editing>();
    let (id, title, told) = (secret.id, format!("Disable {}?", secret.name), needed(list));
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<ClientError>));
    let is_out = RwSignal::new(false);
    let disable = Callback::new(move |()| {
        let secret = secret.clone();
        busy.set(true);
        spawn_local(async move {
            let answer = change(secret.clone(), false, Seen::Yes).await;
            busy.try_set(false);
            match answer {
                Ok(now) => {
                    editing.close();
                    tell(editing, now);
                }
                Err(Trouble::Conflict(_)) => {
                    editing.close();
                    gone(editing, &secret);
                }
                Err(Trouble::SignedOut) => drop(is_out.try_set(true)),
                Err(Trouble::Refused(error)) => drop(trouble.try_set(Some(error))),
            }
        });
    });
    let again = move |()| {
        is_out.set(false);
        disable.run(());
    };
    let leave = Callback::new(move |()| editing.close());
    view! {
        <Dialog title=title on_leave=leave>
            <p>"Runs that start from now on don't get it, until somebody enables it again. Its value stays."</p>
            {told}
            {affected(id)}
            {move || trouble.get().map(|error| view! { <p class="form-error" role="alert">{error.sentence()}</p> })}
            <footer>
                <Button kind=Kind::Plain on_press=leave>"Cancel"</Button>
                <Button kind=Kind::Danger busy on_press=disable>"Disable all the same"</Button>
            </footer>
        </Dialog>
        {move || is_out.get().then(|| view! { <SignInAgain on_done=again on_leave=move |()| is_out.set(false) /> })}
    }
    .into_any()
}
