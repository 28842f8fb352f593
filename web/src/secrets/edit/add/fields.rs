//! The fields of the form, in the order in which they are filled in.

use leptos::prelude::*;
use oz_domain::Scope;

use super::form::AddForm;
use crate::{
    secrets::edit::value::ValueField,
    session::SessionContext,
    ui::{Button, Field, Kind, Segment, Segmented, described_by},
};

const NAME: &str = "secret-name";

/// Name, value, description, scope.
#[component]
pub(super) fn Fields(form: AddForm) -> impl IntoView {
    let value_error = Signal::derive(move || form.value_error());
    let set_name = move |name: oz_domain::SecretName| form.name.set(name.to_string());
    view! {
        <Name form />
        <ValueField handle=form.value tried=form.tried name=form.name error=value_error on_name=set_name />
        <DescriptionField text=form.description error=Signal::derive(move || form.description_error()) />
        <ScopeChoice form />
    }
}

#[component]
fn Name(form: AddForm) -> impl IntoView {
    let error = Memo::new(move |_| form.name_error());
    let suggestion = Memo::new(move |_| form.name_suggestion());
    view! {
        <Field id=NAME label="Name" error=error help="Becomes the variable that runs see.">
            <input
                id=NAME class="input mono" autofocus=true autocomplete="off" spellcheck="false" autocapitalize="off"
                data-1p-ignore="true" data-lpignore="true" data-bwignore="true"
                aria-describedby=described_by(NAME) aria-invalid=move || error.with(Option::is_some).to_string()
                bind:value=form.name
            />
            {move || suggestion.get().map(|name| {
                let words = format!("Use {name}");
                view! {
                    <p class="offer">
                        <Button kind=Kind::Inline on_press=move |()| form.name.set(name.clone())>{words}</Button>
                    </p>
                }
            })}
        </Field>
    }
}

#[component]
fn ScopeChoice(form: AddForm) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let is_person = session.current_untracked().is_none_or(|known| known.user.is_some());
    let mut scopes = vec![Segment { value: Scope::Team, label: "Team" }];
    if is_person {
        scopes.push(Segment { value: Scope::Personal, label: "Personal" });
    }
    let help = Signal::derive(move || {
        match form.scope.get() {
            Scope::Team => "Team: every teammate's runs get it, schedules too.",
            Scope::Personal => "Personal: only runs that you start get it.",
        }
        .to_owned()
    });
    view! { <Segmented name="scope" legend="Scope" segments=scopes chosen=form.scope help=help /> }
}

const DESCRIPTION: &str = "secret-description";

/// What a secret is for.
#[component]
fn DescriptionField(text: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <Field id=DESCRIPTION label="Description" error=error help="Not sealed: everybody who can list the secret reads it.">
            <input
                id=DESCRIPTION class="input" autocomplete="off" placeholder="What it is for, who owns it"
                aria-describedby=described_by(DESCRIPTION) aria-invalid=move || error.with(Option::is_some).to_string()
                bind:value=text
            />
        </Field>
    }
}
