//! The Settings page: what holds for the whole workspace. Everybody sees it, administrators change it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    Harness,
    api::{ChangeSettings, ProblemCode, Role, Settings},
    resolve::DefaultInjection,
};

use crate::{
    client::{Client, ClientError},
    guard::Guard,
    later::part,
    page_title::set_page_title,
    session::SessionContext,
    settings::SettingsStore,
    ui::{Button, Kind, Toasts, failed, ghosts},
};

part!(pub(crate) settings_form => settings_page());

/// The page.
fn settings_page() -> AnyView {
    set_page_title("Settings");
    let session = expect_context::<SessionContext>();
    let store = expect_context::<SettingsStore>();
    let loaded = RwSignal::new(None::<Result<Settings, ClientError>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            match Client.settings().await {
                Err(error) if error.is_signed_out() => session.lost(Some(error.sentence())),
                answer => {
                    if let Ok(settings) = &answer {
                        store.set(settings.clone());
                    }
                    loaded.try_set(Some(answer));
                }
            }
        });
    });
    ask.run(());
    view! {
        <div class="head">
            <div>
                <h1>"Settings"</h1>
                <p class="lede">"What holds for the whole workspace. Runs that were claimed before a change keep what they got."</p>
            </div>
        </div>
        {move || match loaded.get() {
            None => ghosts("Loading the settings"),
            Some(Ok(settings)) => form_of(settings, ask),
            Some(Err(error)) => failed("The settings couldn't be loaded", &error, ask),
        }}
    }
    .into_any()
}

/// The form, while it is filled in.
#[derive(Clone, Copy)]
struct Form {
    stored: RwSignal<Settings>,
    injection: RwSignal<DefaultInjection>,
    off: RwSignal<BTreeSet<Harness>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ClientError>>,
}

impl Form {
    fn take(self, settings: Settings) {
        self.injection.set(settings.default_injection);
        self.off.set(settings.disabled_harnesses.clone());
        self.stored.set(settings);
    }

    fn is_dirty(self) -> bool {
        self.stored.with(|stored| {
            stored.default_injection != self.injection.get() || self.off.with(|off| *off != stored.disabled_harnesses)
        })
    }

    fn save(self, store: SettingsStore, toasts: Toasts) {
        let version = self.stored.with_untracked(|stored| stored.version);
        let change = ChangeSettings {
            default_injection: Some(self.injection.get_untracked()),
            disabled_harnesses: Some(self.off.get_untracked()),
        };
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = Client.update_settings(version, &change).await;
            self.busy.try_set(false);
            match answer {
                Ok(settings) => {
                    store.set(settings.clone());
                    toasts.show("The settings were saved", None);
                    self.take(settings);
                }
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        });
    }
}

fn form_of(settings: Settings, reload: Callback<()>) -> AnyView {
    let session = expect_context::<SessionContext>();
    let (store, toasts) = (expect_context::<SettingsStore>(), expect_context::<Toasts>());
    let is_admin = Memo::new(move |_| {
        session.current().and_then(|session| session.user).is_some_and(|user| user.role == Role::Admin)
    });
    let form = Form {
        injection: RwSignal::new(settings.default_injection),
        off: RwSignal::new(settings.disabled_harnesses.clone()),
        stored: RwSignal::new(settings),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
    };
    let is_dirty = Signal::derive(move || form.is_dirty());
    expect_context::<Guard>().watch(
        "The settings you changed aren't saved anywhere.",
        is_dirty,
        Callback::new(|()| ()),
    );
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !form.busy.get_untracked() {
            form.save(store, toasts);
        }
    };
    let discard = Callback::new(move |()| form.take(form.stored.get_untracked()));
    let bar = move || {
        (is_admin.get() && is_dirty.get()).then(|| {
            view! {
                <div class="bar">
                    <span>"Not saved"</span>
                    <Button kind=Kind::Plain on_press=discard>"Discard"</Button>
                    <Button kind=Kind::Submit busy=form.busy>"Save"</Button>
                </div>
            }
        })
    };
    view! {
        <form class="narrow" on:submit=submit>
            {move || (!is_admin.get()).then(|| view! { <p class="note">"Only administrators change these."</p> })}
            <fieldset class="column" disabled=move || !is_admin.get()>
                <section class="card" aria-labelledby="settings-secrets">
                    <header><h2 id="settings-secrets">"Where nobody attaches secrets"</h2></header>
                    <div class="in">
                        {injection(form, DefaultInjection::InheritAll, "Every secret in scope",
                            "A run whose environment and agent name no secrets gets all of the team's, and those of whoever starts it.")}
                        {injection(form, DefaultInjection::AttachedOnly, "Only what is attached",
                            "Such a run gets none. Attach secrets to environments, agents or runs by name.")}
                    </div>
                </section>
                <section class="card" aria-labelledby="settings-harnesses">
                    <header><h2 id="settings-harnesses">"Harnesses"</h2></header>
                    <div class="in">
                        <p class="help">"Runs with one that is switched off are refused."</p>
                        <div>{Harness::ALL.map(|harness| switch(form, harness))}</div>
                    </div>
                </section>
            </fieldset>
            {move || form.error.get().map(|error| trouble(&error, reload))}
            {bar}
        </form>
    }
    .into_any()
}

fn trouble(error: &ClientError, reload: Callback<()>) -> AnyView {
    if error.code() != Some(ProblemCode::Stale) {
        return view! { <p class="form-error" role="alert">{error.sentence()}</p> }.into_any();
    }
    view! {
        <div class="conflict" role="alert">
            <h2>"Somebody else changed the settings meanwhile"</h2>
            <p>"Nothing of yours was saved. Look at what they are now, then change them again."</p>
            <div class="acts"><Button kind=Kind::Normal on_press=reload>"Show what they are now"</Button></div>
        </div>
    }
    .into_any()
}

fn injection(form: Form, value: DefaultInjection, label: &'static str, help: &'static str) -> AnyView {
    let id = format!("injection-{value}");
    view! {
        <div class="choice">
            <label>
                <input
                    type="radio" name="injection" aria-describedby=id.clone() prop:checked=move || form.injection.get() == value
                    on:change=move |_| form.injection.set(value)
                />
                <span>{label}</span>
            </label>
            <small id=id>{help}</small>
        </div>
    }
    .into_any()
}

fn switch(form: Form, harness: Harness) -> AnyView {
    let turn = move |_| {
        form.off.update(|off| {
            if !off.remove(&harness) {
                off.insert(harness);
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || form.off.with(|off| !off.contains(&harness)) on:change=turn />
            <span>{harness.label()}</span>
        </label>
    }
    .into_any()
}
