//! What kind of secret it is to be: asked first, since everything else follows from it.

use leptos::prelude::*;
use oz_domain::{Harness, SecretType};

use super::form::AddForm;
use crate::ui::{Field, Segmented, Select, SelectOption};

const TYPE: &str = "secret-type";

/// What a secret can be for: anything, or one harness.
const USERS: [Option<Harness>; 3] = [None, Some(Harness::Claude), Some(Harness::Codex)];
const LABELS: [&str; 3] = ["Plain value", "Claude Code", "Codex"];

/// A plain value, or a credential of a provider; of which type.
#[component]
pub(super) fn KindChoice(form: AddForm) -> impl IntoView {
    let secret_type = Memo::new(move |_| form.value.secret_type());
    let user = Memo::new(move |_| USERS.iter().position(|user| *user == secret_type.get().harness()).unwrap_or(0));
    let choose = move |index: usize| {
        let first = USERS.get(index).and_then(|user| types(*user).next());
        form.value.choose(first.unwrap_or(SecretType::RawValue));
    };
    let help = Signal::derive(move || match USERS[user.get()] {
        None => "One variable, for whatever an agent needs.",
        Some(_) => "What the harness signs in with. A run gets it where it is chosen or attached, never just so.",
    });
    let choose_type = move |word: String| {
        if let Ok(secret_type) = word.parse() {
            form.value.choose(secret_type);
        }
    };
    let options = move || types(USERS[user.get()]).map(option).collect::<Vec<_>>();
    let has_several = Memo::new(move |_| types(USERS[user.get()]).nth(1).is_some());
    view! {
        <Segmented name="kind" legend="Kind" labels=LABELS.to_vec() chosen=user on_choose=choose help=help autofocus=form.begins_anew() />
        {move || has_several.get().then(|| view! {
            <Field id=TYPE label="Credential">
                <Select
                    id=TYPE options=Signal::derive(options) on_choose=choose_type
                    chosen=Signal::derive(move || secret_type.get().as_str().to_owned())
                />
            </Field>
        })}
    }
}

fn types(user: Option<Harness>) -> impl Iterator<Item = SecretType> {
    SecretType::ALL.into_iter().filter(move |secret_type| secret_type.harness() == user)
}

fn option(secret_type: SecretType) -> SelectOption {
    SelectOption::new(secret_type.as_str(), secret_type.short_label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_type_can_be_chosen() {
        let offered: Vec<SecretType> = USERS.into_iter().flat_map(types).collect();

        assert!(SecretType::ALL.iter().all(|secret_type| offered.contains(secret_type)));
        assert_eq!(offered.len(), SecretType::ALL.len());
    }
}
