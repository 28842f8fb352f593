//! Changing what a secret is said to be for.

use leptos::prelude::*;
use oz_domain::{
    Description,
    api::{SecretSummary, UpdateSecret},
};

use super::{Editing, change::Change};
use crate::{
    guard::Guard,
    ui::{Dialog, Field, described_by, focus_first_error},
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
    let change = Change::of(secret);
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
        let wish = UpdateSecret { description: Some(description), ..UpdateSecret::default() };
        change.send(wish, |now| format!("The description of {} was saved.", now.name));
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
                {change.trouble(save)}
                {change.footer("Save description", leave)}
            </form>
        </Dialog>
    }
}
