//! The fields of the form, in the order in which they are filled in.

use leptos::prelude::*;
use oz_domain::{Scope, SecretType};

use super::{form::AddForm, kind::KindChoice};
use crate::{
    secrets::edit::value::ValueFields,
    session::SessionContext,
    ui::{Button, Field, Kind, Segmented, described_by},
};

const NAME: &str = "secret-name";

/// Kind, name, value, description, scope.
#[component]
pub(super) fn Fields(form: AddForm) -> impl IntoView {
    let set_name = move |name: oz_domain::SecretName| form.name.set(name.to_string());
    view! {
        <KindChoice form />
        <Name form />
        <ValueFields parts=form.value name=form.name on_name=set_name autofocus=!form.begins_anew() />
        <DescriptionField text=form.description error=Signal::derive(move || form.description_error()) />
        <ScopeChoice form />
    }
}

#[component]
fn Name(form: AddForm) -> impl IntoView {
    let error = Memo::new(move |_| form.name_error());
    let suggestion = Memo::new(move |_| form.name_suggestion());
    let help = Signal::derive(move || {
        match form.value.secret_type() {
            SecretType::RawValue => "Becomes the variable that runs see.",
            _ => "What you call it, claude-platform for example. Its variables have names of their own.",
        }
        .to_owned()
    });
    view! {
        <Field id=NAME label="Name" error=error help=help>
            <input
                id=NAME class="input mono" autocomplete="off" spellcheck="false" autocapitalize="off"
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
    let labels = if is_person { vec!["Team", "Personal"] } else { vec!["Team"] };
    let help = Signal::derive(move || match (form.scope.get(), form.value.secret_type()) {
        (Scope::Team, SecretType::RawValue) => "Team: every teammate's runs get it, schedules too.",
        (Scope::Team, _) => "Team: every teammate can choose it for a run, schedules too.",
        (Scope::Personal, _) => "Personal: only runs that you start get it.",
    });
    let chosen = Signal::derive(move || usize::from(form.scope.get() == Scope::Personal));
    let choose = move |index| form.scope.set(if index == 1 { Scope::Personal } else { Scope::Team });
    view! { <Segmented name="scope" legend="Scope" labels=labels chosen=chosen on_choose=choose help=help /> }
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
