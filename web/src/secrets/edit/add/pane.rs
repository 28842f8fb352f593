//! The pane that adds a secret.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::SecretSummary;

use super::{
    fields::Fields,
    form::AddForm,
    save::{create, preview},
};
use crate::{
    guard::Guard,
    keys::{KeyBox, Keys},
    secrets::{
        SecretsStore,
        edit::{
            Editing, Preset,
            footer::Footer,
            refusal::Refusal,
            sent::{Preview, Sent, json},
            sign_in_again::SignInAgain,
        },
    },
    session::SessionContext,
    ui::{Pane, focus_first_error, submit_on_enter},
};

/// Kind, name, value, description, scope, create.
#[component]
pub(in crate::secrets::edit) fn AddPane(preset: Preset) -> impl IntoView {
    let editing = expect_context::<Editing>();
    let keys = expect_context::<Keys>();
    let guard = expect_context::<Guard>();
    let store = expect_context::<SecretsStore>();
    let form = AddForm::new(preset, expect_context::<SessionContext>(), store);
    keys.prepare();

    let close = Callback::new(move |()| {
        form.value.blank();
        editing.close();
    });
    guard.watch("The value you typed isn't saved anywhere.", Signal::derive(move || form.is_dirty()), close);
    let done = move |secret: SecretSummary| {
        let name = secret.name.clone();
        store.upsert(secret);
        close.run(());
        store.announce(format!("{name} was added."));
    };
    let submit = Callback::new(move |()| submit(form, keys, store, done));
    let what = Signal::derive(move || form.outline());
    let seal = move || -> Preview { Box::pin(async move { preview(form, keys).await.map(|request| json(&request)) }) };

    let is_out = Memo::new(move |_| form.refusal.with(|refusal| refusal.as_ref().is_some_and(Refusal::is_signed_out)));

    view! {
        <Pane title="Add secret" on_leave=move |()| guard.close()>
            <form
                novalidate
                on:submit=move |event| { event.prevent_default(); submit.run(()); }
                on:keydown=submit_on_enter
                on:input=move |_| form.refusal.set(None)
            >
                <div class="body">
                    <Fields form />
                    <KeyBox />
                    <Sent what seal />
                </div>
                <Footer action="Create secret" busy=form.busy refusal=form.refusal />
            </form>
        </Pane>
        {move || is_out.get().then(|| view! {
            <SignInAgain
                on_done=move |()| { form.refusal.set(None); submit.run(()); }
                on_leave=move |()| form.refusal.set(None)
            />
        })}
    }
}

fn submit(form: AddForm, keys: Keys, store: SecretsStore, done: impl FnOnce(SecretSummary) + 'static) {
    if form.busy.get_untracked() {
        return;
    }
    form.refusal.set(None);
    form.tried.set(true);
    let outline = untrack(|| form.outline());
    let Some(outline) = outline.filter(|_| !untrack(|| form.is_wrong())) else {
        focus_first_error();
        return;
    };
    form.busy.set(true);
    spawn_local(async move {
        let saved = create(form, outline, keys).await;
        form.busy.try_set(false);
        match saved {
            Ok(secret) => done(secret),
            Err(refusal) => refuse(form, store, refusal),
        }
    });
}

fn refuse(form: AddForm, store: SecretsStore, refusal: Refusal) {
    if refusal.is_about_name() {
        // The list has missed somebody else's secret; from then on the field knows it too.
        store.refresh();
    }
    if form.refusal.try_set(Some(refusal)).is_none() {
        focus_first_error();
    }
}
