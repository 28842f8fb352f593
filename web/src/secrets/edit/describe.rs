//! Changing what a secret is said to be for.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    Description,
    api::{SecretSummary, UpdateSecret},
};

use super::{
    Editing,
    conflict::{Conflict, ConflictNote},
    sign_in_again::SignInAgain,
    trouble::Trouble,
};
use crate::{
    client::Client,
    guard::Guard,
    ui::{Button, Dialog, Field, Kind, described_by, focus_first_error},
    words::sentence,
};

const ID: &str = "new-description";

/// Asks for a secret's description, and saves it.
#[component]
pub(super) fn DescribeDialog(secret: SecretSummary) -> impl IntoView {
    let editing = expect_context::<Editing>();
    let guard = expect_context::<Guard>();
    let name = secret.name.clone();
    let before = secret.description.to_string();
    let text = RwSignal::new(before.clone());
    let looked_at = StoredValue::new(secret);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let error = Signal::derive(move || text.with(|text| text.parse::<Description>().err()).map(sentence));
    guard.watch(
        "The description you typed isn't saved anywhere.",
        Signal::derive(move || text.with(|text| *text != before)),
        Callback::new(move |()| editing.close()),
    );

    let save = Callback::new(move |()| {
        let Ok(description) = text.get_untracked().parse::<Description>() else {
            return focus_first_error();
        };
        let secret = looked_at.get_value();
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let wish = UpdateSecret { description: Some(description), ..UpdateSecret::default() };
            let answer = Client.update_secret(secret.id, secret.version, &wish).await;
            let met = match answer {
                Ok(now) => return done(editing, now),
                Err(error) => Trouble::of(&secret, error).await,
            };
            busy.try_set(false);
            note(editing, looked_at, &met);
            trouble.try_set(Some(met));
        });
    });
    let leave = Callback::new(move |()| guard.close());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(());
    };

    view! {
        <Dialog title=format!("Describe {name}") on_leave=leave>
            <form on:submit=submit novalidate>
                <Field id=ID label="Description" error=error help="Everybody who can list this secret reads it. Nothing secret belongs here.">
                    <input
                        id=ID class="input" autofocus=true autocomplete="off" placeholder="What it is for, who owns it"
                        aria-describedby=described_by(ID) aria-invalid=move || error.with(Option::is_some).to_string()
                        bind:value=text
                    />
                </Field>
                {move || trouble.get().and_then(|met| match met {
                    Trouble::Conflict(conflict) => Some(
                        view! { <ConflictNote conflict anyway="Save mine anyway" busy on_anyway=save /> }.into_any(),
                    ),
                    Trouble::Refused(error) => {
                        Some(view! { <p class="form-error" role="alert">{error.sentence()}</p> }.into_any())
                    }
                    Trouble::SignedOut => None,
                })}
                <footer>
                    <Button kind=Kind::Plain on_press=leave>"Cancel"</Button>
                    <Show when=move || !matches!(trouble.get(), Some(Trouble::Conflict(_)))>
                        <Button kind=Kind::Submit busy>"Save description"</Button>
                    </Show>
                </footer>
            </form>
            <Show when=move || trouble.get() == Some(Trouble::SignedOut)>
                <SignInAgain on_done=save on_leave=move |()| trouble.set(None) />
            </Show>
        </Dialog>
    }
}

/// After a conflict, the secret as it is now is what is looked at.
fn note(editing: Editing, looked_at: StoredValue<SecretSummary>, met: &Trouble) {
    if let Trouble::Conflict(Conflict { now: Some(now), .. }) = met {
        looked_at.try_set_value(now.clone());
        editing.store.upsert(now.clone());
    }
}

fn done(editing: Editing, now: SecretSummary) {
    editing.store.announce(format!("The description of {} was saved.", now.name));
    editing.store.upsert(now);
    editing.close();
}
