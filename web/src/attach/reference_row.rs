//! One line of the picker: a box to tick and, once ticked, what else can be said about the secret.

use leptos::{ev, prelude::*};
use oz_domain::{ReferenceText, Scope, SecretName, SecretType};

use super::{
    list::{Attached, place},
    picks::Pick,
};
use crate::{
    secrets::{Editing, Preset, Task},
    ui::sentence_view,
    words::sentence,
};

/// A secret that can be attached.
pub(super) fn reference_row(attached: Attached, pick: Pick) -> AnyView {
    let Pick { name, scope, takes_any, secret_type, enabled } = pick;
    let key = StoredValue::new(name.clone());
    let own = Memo::new(move |_| {
        attached.references.with(|list| key.with_value(|name| Some(list[place(list, name, scope, takes_any)?].clone())))
    });
    let is_attached = Memo::new(move |_| own.with(Option::is_some));
    let toggle = move |_| key.with_value(|name| attached.toggle(name, scope, takes_any));
    let whose = match (secret_type, scope) {
        (None, _) => "missing",
        (_, Some(Scope::Personal)) => "personal",
        _ => "team",
    };
    let type_tag = secret_type.filter(|of| *of != SecretType::RawValue).map(|of| tag("tag", of.label()));
    view! {
        <li class="pick-row">
            <label class="check">
                <input
                    type="checkbox" aria-label=format!("{name}, {whose}")
                    prop:checked=move || is_attached.get() on:change=toggle
                />
                <span class="name">{name.clone()}</span>
            </label>
            <span class="tags">
                {type_tag}
                {(!enabled).then(|| tag("tag warn", "disabled"))}
                {(scope == Some(Scope::Personal) && secret_type.is_some()).then(|| tag("tag warn", "not for schedules"))}
                {secret_type.is_none().then(|| create(name, scope))}
            </span>
            {move || is_attached.get().then(|| options(attached, own, key, scope, takes_any))}
        </li>
    }
    .into_any()
}

/// Just the box: whether exactly this reference is attached.
pub(crate) fn attach_box(attached: Attached, wanted: ReferenceText) -> AnyView {
    let ReferenceText { name, scope, .. } = wanted;
    let label = format!("{name} from now on");
    let key = StoredValue::new(name);
    let is_attached =
        move || attached.references.with(|list| key.with_value(|name| place(list, name, scope, false).is_some()));
    let toggle = move |_| key.with_value(|name| attached.toggle(name, scope, false));
    view! { <input type="checkbox" aria-label=label prop:checked=is_attached on:change=toggle /> }.into_any()
}

fn tag(class: &'static str, words: &'static str) -> AnyView {
    view! { <span class=class>{words}</span> }.into_any()
}

/// One click to the secret that isn't there.
fn create(name: String, scope: Option<Scope>) -> AnyView {
    let editing = expect_context::<Editing>();
    let is_variable = SecretName::parse(&name, SecretType::RawValue).is_ok();
    let secret_type = if is_variable { SecretType::RawValue } else { SecretType::AnthropicApiKey };
    let preset = Preset { name: name.clone(), scope: scope.unwrap_or(Scope::Team), secret_type };
    view! {
        <button type="button" class="inline" on:click=move |_| editing.open(Task::Add(preset.clone()))>
            "Create it"<span class="unseen">{format!(" {name}")}</span>
        </button>
    }
    .into_any()
}

/// Whether runs must not start without it, and under which variable they see it.
fn options(
    attached: Attached,
    own: Memo<Option<ReferenceText>>,
    key: StoredValue<String>,
    scope: Option<Scope>,
    takes_any: bool,
) -> AnyView {
    let name = key.get_value();
    let required = move || own.with(|own| own.as_ref().is_some_and(|text| text.required));
    let variable = move || own.with(|own| own.as_ref().and_then(|text| text.variable.clone()).unwrap_or_default());
    let trouble = Memo::new(move |_| {
        let typed = variable();
        SecretName::parse(&typed, SecretType::RawValue).err().filter(|_| !typed.is_empty()).map(sentence)
    });
    let require = move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| {
        let required = event.target().checked();
        key.with_value(|name| attached.change(name, scope, takes_any, |text| text.required = required));
    };
    let rename = move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| {
        let typed = Some(event.target().value()).filter(|typed| !typed.is_empty());
        key.with_value(|name| attached.change(name, scope, takes_any, |text| text.variable = typed));
    };
    view! {
        <div class="pick-options">
            <label class="check">
                <input
                    type="checkbox" aria-label=format!("Required: {name}") prop:checked=required
                    on:change:target=require
                />
                "Required"
            </label>
            <label class="as">
                "as"
                <input
                    class="input mono" aria-label=format!("as, variable of {name}") autocomplete="off" spellcheck="false"
                    autocapitalize="off" placeholder="its own name" prop:value=variable
                    aria-invalid=move || trouble.with(Option::is_some).to_string()
                    on:input:target=rename
                />
            </label>
            <p class="error" role="alert">{move || trouble.get().map(|words| sentence_view(&words))}</p>
        </div>
    }
    .into_any()
}
