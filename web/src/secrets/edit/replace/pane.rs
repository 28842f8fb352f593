//! The pane that replaces a value.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::SecretSummary;

use super::{
    form::ReplaceForm,
    left_out::LeftOut,
    save::{preview, replace},
};
use crate::{
    client::ClientError,
    guard::Guard,
    keys::{KeyBox, Keys},
    secrets::{
        SecretsStore,
        edit::{
            Editing,
            conflict::{Conflict, ConflictNote},
            footer::Footer,
            refusal::Refusal,
            sent::{Preview, Sent, json},
            sign_in_again::SignInAgain,
            trouble::Trouble,
            value::ValueFields,
        },
        exactly, is_over,
    },
    ui::{Pane, focus_first_error, submit_on_enter},
};

/// The new value, sealed as the next revision.
#[component]
pub(in crate::secrets::edit) fn ReplacePane(secret: SecretSummary) -> impl IntoView {
    let editing = expect_context::<Editing>();
    let keys = expect_context::<Keys>();
    let guard = expect_context::<Guard>();
    let store = expect_context::<SecretsStore>();
    let title = format!("Replace value of {}", secret.name);
    let name = secret.name.clone();
    let every_part = (secret.secret_type.fields().len() > 1)
        .then_some(" Nothing of it can be read back, so every part is needed again.");
    let over = secret.expires_at.as_ref().filter(|end| is_over(end, js_sys::Date::now()));
    let over = over.map(|end| view! { <p class="lede">{format!("It ended {}: no run gets it until it is given a later end.", exactly(end))}</p> });
    let form = ReplaceForm::new(secret);
    keys.prepare();

    let close = Callback::new(move |()| {
        form.value.blank();
        editing.close();
    });
    guard.watch("The value you typed isn't saved anywhere.", Signal::derive(move || form.value.is_dirty()), close);
    let done = move |secret: SecretSummary| {
        let name = secret.name.clone();
        store.upsert(secret);
        close.run(());
        store.announce(format!("The value of {name} was replaced."));
    };
    let submit = Callback::new(move |()| submit(form, keys, store, done));
    let what = Signal::derive(move || form.outline());
    let seal = move || -> Preview { Box::pin(async move { preview(form, keys).await.map(|request| json(&request)) }) };
    let is_out = Memo::new(move |_| form.refusal.with(|refusal| refusal.as_ref().is_some_and(Refusal::is_signed_out)));
    let in_conflict = Signal::derive(move || form.conflict.with(Option::is_some));

    view! {
        <Pane title on_leave=move |()| guard.close()>
            <form
                novalidate
                on:submit=move |event| { event.prevent_default(); submit.run(()); }
                on:keydown=submit_on_enter
                on:input=move |_| form.refusal.set(None)
            >
                <div class="body">
                    <p class="lede">"Runs that start from now on get the new value. The present one is gone for good."{every_part}</p>
                    {over}
                    <ValueFields parts=form.value name autofocus=true />
                    <LeftOut form />
                    <KeyBox />
                    <Sent what seal />
                    {move || form.conflict.get().map(|conflict| view! {
                        <ConflictNote conflict anyway="Replace anyway" busy=form.busy on_anyway=submit />
                    })}
                </div>
                <Footer action="Replace value" busy=form.busy refusal=form.refusal held=in_conflict />
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

fn submit(form: ReplaceForm, keys: Keys, store: SecretsStore, done: impl FnOnce(SecretSummary) + 'static) {
    if form.busy.get_untracked() {
        return;
    }
    form.refusal.set(None);
    form.tried.set(true);
    if untrack(|| form.is_wrong()) {
        focus_first_error();
        return;
    }
    form.busy.set(true);
    spawn_local(async move {
        let saved = replace(form, keys).await;
        let refusal = match saved {
            Ok(secret) => return done(secret),
            Err(Refusal::Server(error)) => refusal_or_conflict(form, store, error).await,
            Err(refusal) => Some(refusal),
        };
        form.busy.try_set(false);
        if form.refusal.try_set(refusal).is_none() {
            focus_first_error();
        }
    });
}

/// Somebody else was first: what they did is told, and from then on it is theirs that is replaced.
async fn refusal_or_conflict(form: ReplaceForm, store: SecretsStore, error: ClientError) -> Option<Refusal> {
    let was = form.looked_at.try_get_untracked()?;
    match Trouble::of(&was, error.clone()).await {
        Trouble::Conflict(conflict) => {
            note(form, store, conflict);
            None
        }
        Trouble::SignedOut => Some(Refusal::Server(error)),
        Trouble::Refused(error) => Some(Refusal::Server(error)),
    }
}

fn note(form: ReplaceForm, store: SecretsStore, conflict: Conflict) {
    match &conflict.now {
        Some(now) => {
            form.looked_at.try_set(now.clone());
            store.upsert(now.clone());
        }
        None => store.forget(conflict.was.id),
    }
    form.conflict.try_set(Some(conflict));
}
