//! The pages of one environment: a new one, and one that is there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    EnvironmentId,
    api::{Environment, ProblemCode},
};

use super::{state::Form, view::FormView};
use crate::{
    client::{Client, ClientError},
    environments::{EnvironmentsStore, remove::RemoveDialog},
    page_title::set_page_title,
    router::Router,
    ui::{Toasts, failed, focus_main, ghosts},
};

const LIST: &str = "/environments";

/// A new environment.
#[component]
pub(in crate::environments) fn NewEnvironmentPage() -> impl IntoView {
    set_page_title("New environment");
    let store = expect_context::<EnvironmentsStore>();
    let toasts = expect_context::<Toasts>();
    let form = Form::new(None);
    let router = expect_context::<Router>();
    let saved = move |saved: Environment| {
        toasts.show(format!("{} was made", saved.config.name), None);
        let address = format!("{LIST}/{}", saved.uid);
        store.upsert(saved.clone());
        form.keep(saved);
        router.go(&address);
    };
    let cancel = move |()| {
        form.discard();
        router.go(LIST);
    };
    view! {
        <div class="head"><div>
            <p class="crumb"><a href=LIST>"Environments"</a></p>
            <h1>"New environment"</h1>
        </div></div>
        <FormView form on_saved=saved on_cancel=cancel />
    }
}

/// An environment that is there, or what stands in its place.
#[component]
pub(in crate::environments) fn EnvironmentPage(id: EnvironmentId) -> impl IntoView {
    set_page_title("Environment");
    let loaded = RwSignal::new(None::<Result<Environment, ClientError>>);
    let load = move |()| {
        loaded.set(None);
        spawn_local(async move { drop(loaded.try_set(Some(Client.environment(id).await))) });
    };
    load(());
    move || match loaded.get() {
        None => ghosts("Loading the environment"),
        Some(Ok(environment)) => view! { <Present environment /> }.into_any(),
        Some(Err(error)) if error.code() == Some(ProblemCode::NotFound) => nowhere(),
        Some(Err(error)) => failed("The environment couldn't be loaded", &error, Callback::new(load)),
    }
}

/// There is none at this address.
pub(in crate::environments) fn nowhere() -> AnyView {
    view! {
        <div class="empty">
            <h1>"There is no such environment"</h1>
            <p>"It was deleted, or the address is wrong."</p>
            <a href=LIST class="btn">"Go to the environments"</a>
        </div>
    }
    .into_any()
}

#[component]
fn Present(environment: Environment) -> impl IntoView {
    let store = expect_context::<EnvironmentsStore>();
    let toasts = expect_context::<Toasts>();
    let form = Form::new(Some(environment));
    let router = expect_context::<Router>();
    let removing = RwSignal::new(None::<Environment>);
    let name = Memo::new(move |_| form.saved.with(|saved| saved.name.clone()));
    Effect::new(move |_| set_page_title(&name.get()));
    let saved = move |saved: Environment| {
        toasts.show(format!("{} was saved", saved.config.name), None);
        store.upsert(saved.clone());
        form.keep(saved);
        // The button that had the focus is gone.
        request_animation_frame(focus_main);
    };
    let leave = move || {
        form.discard();
        router.go(LIST);
    };
    let removed = move |()| {
        toasts.show(format!("{} was deleted", name.get_untracked()), None);
        leave();
    };
    view! {
        <div class="head">
            <div>
                <p class="crumb"><a href=LIST>"Environments"</a></p>
                <h1>{move || name.get()}</h1>
                <p class="lede">{move || form.saved.with(|saved| saved.description.clone())}</p>
            </div>
            <button type="button" class="btn" on:click=move |_| removing.set(form.was.get_untracked())>"Delete"</button>
        </div>
        <FormView form on_saved=saved on_cancel=move |()| leave() />
        {move || removing.get().map(|environment| view! {
            <RemoveDialog environment on_leave=move |()| removing.set(None) on_done=removed />
        })}
    }
}
