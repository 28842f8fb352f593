//! The form as it fills the page, with the answer to what a run here would get beside it.

use leptos::prelude::*;
use oz_domain::api::Environment;

use super::{
    fields::{PlaceCard, SecretsCard},
    save::{Sent, save},
    state::Form,
    trial::TrialCard,
};
use crate::{
    client::ClientError,
    guard::Guard,
    overtaken::overtaken_note,
    secrets::{SecretsStore, SignInAgain},
    ui::{UnsavedBar, submit_on_enter},
};

/// The cards, and the bar that saves them.
#[component]
pub(super) fn FormView(
    form: Form,
    #[prop(into)] on_saved: Callback<Environment>,
    /// The person gives up a new one.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    expect_context::<SecretsStore>().ask_once();
    let changes = Memo::new(move |_| form.changes());
    let is_new = Memo::new(move |_| form.was.with(Option::is_none));
    let sent: Sent = StoredValue::new(None);
    let discard = Callback::new(move |()| form.discard());
    expect_context::<Guard>().watch(
        "What you changed about this environment isn't saved anywhere.",
        Signal::derive(move || changes.get() > 0),
        discard,
    );
    let submit = Callback::new(move |()| save(form, sent, on_saved));
    let is_out =
        Memo::new(move |_| form.refusal.with(|refusal| refusal.as_ref().is_some_and(ClientError::is_signed_out)));
    let give_up = move |()| if is_new.get_untracked() { on_cancel.run(()) } else { discard.run(()) };
    view! {
        <form
            novalidate aria-label="Environment"
            on:submit=move |event| { event.prevent_default(); submit.run(()); }
            on:keydown=submit_on_enter
        >
            {move || form.conflict.get().map(|overtaken| overtaken_note(overtaken, form.attached))}
            <div class="split">
                <div class="column">
                    <PlaceCard form />
                    <SecretsCard form />
                </div>
                <TrialCard form />
            </div>
            <UnsavedBar
                changes is_new busy=form.busy refused=Signal::derive(move || form.refused_whole())
                create="Create environment" on_discard=give_up
            />
        </form>
        {move || is_out.get().then(|| view! {
            <SignInAgain
                on_done=move |()| { form.refusal.set(None); submit.run(()); }
                on_leave=move |()| form.refusal.set(None)
            />
        })}
    }
}
