//! The masked fields themselves. Uncontrolled: what is typed stays in the element.

use leptos::{ev, prelude::*};
use oz_domain::{Field as Part, Injection, Input, SecretName};

use super::{
    ValueHandle, grouped,
    loader::{HeldFile, Loader},
    notes::Notes,
    parts::{Parts, variable_len},
};
use crate::ui::{Button, Field, Kind, described_by, submit_form_of};

/// The ids of the fields, in the order of the parts.
const IDS: [&str; 4] = ["secret-value", "secret-value-2", "secret-value-3", "secret-value-4"];

/// A field for each part of the value.
#[component]
pub(in crate::secrets::edit) fn ValueFields(
    parts: Parts,
    /// The secret's name: a raw value's variable, which counts toward the limit.
    #[prop(into)]
    name: Signal<String>,
    /// Takes the name out of a pasted `NAME=value`, where the name isn't settled.
    #[prop(optional, into)]
    on_name: Option<Callback<SecretName>>,
    /// Where the focus begins.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    move || {
        let fields = parts.fields().zip(IDS).enumerate();
        let view = move |(index, ((part, handle), id))| {
            view! { <ValueField parts part handle id name on_name=on_name autofocus=autofocus && index == 0 /> }
        };
        fields.map(view).collect_view()
    }
}

/// A masked text area that browsers and password managers leave alone, with what is noticed in it.
#[component]
fn ValueField(
    parts: Parts,
    part: &'static Part,
    handle: ValueHandle,
    id: &'static str,
    name: Signal<String>,
    on_name: Option<Callback<SecretName>>,
    autofocus: bool,
) -> impl IntoView {
    let is_raw = part.injection == Injection::OwnName;
    let one_line = part.input != Input::MaskedLines;
    let is_plain = part.input == Input::Line;
    let shown = RwSignal::new(is_plain);
    // An address is no address until it is typed to its end.
    let settled = RwSignal::new(false);
    let refused_file = RwSignal::new(None);
    let error = Signal::derive(move || {
        let file = refused_file.with(|refused: &Option<_>| refused.as_ref().map(ToString::to_string));
        let seen = handle.seen();
        let waits = seen.is_only_misshapen() && !settled.get() && !parts.tried.get();
        let broken = || name.with(|name| seen.broken_rule(variable_len(part, name))).filter(|_| !waits);
        file.or_else(broken).or_else(|| parts.error(part, handle))
    });
    let on_input = move |_| {
        settled.set(false);
        refused_file.set(None);
        handle.look();
    };
    // A line break in what has one line is a slip; in a field of one line, Enter sends the form.
    let on_key = move |event: ev::KeyboardEvent| {
        if one_line && event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            submit_form_of(&event);
        }
    };
    // Each time that the element comes anew.
    Effect::new(move |_| {
        if let Some(element) = handle.element.get() {
            let _ = element.set_attribute("autocorrect", "off");
        }
    });
    let of_what = (!is_raw).then(|| view! { <span class="unseen">{format!(" of {}", part.label)}</span> });
    let label = if part.required { part.label.to_owned() } else { format!("{} (optional)", part.label) };
    view! {
        <Field id=id label=label error=error help=help(part)>
            <div class="value-box" class:one-line=one_line>
                <textarea
                    id=id class="input mono" rows=if one_line { "1" } else { "3" } node_ref=handle.element
                    autofocus=autofocus placeholder=part.placeholder
                    class:masked=move || !shown.get()
                    hidden=move || handle.file.with(Option::is_some)
                    aria-describedby=format!("{} {id}-hints", described_by(id))
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    autocomplete="off" autocapitalize="off" spellcheck="false" translate="no"
                    data-1p-ignore="true" data-lpignore="true" data-bwignore="true" data-form-type="other"
                    on:input=on_input on:change=move |_| settled.set(true) on:keydown=on_key
                ></textarea>
                <HeldFile handle />
                <div class="value-tools">
                    {(!is_plain).then(|| view! {
                        <Button kind=Kind::Inline on_press=move |()| shown.update(|shown| *shown = !*shown)>
                            {move || if shown.get() { "Hide value" } else { "Show value" }}
                            {of_what}
                        </Button>
                    })}
                    {(!one_line).then(|| view! {
                        <Loader handle refused=refused_file />
                        <span class="size">{move || size(handle.seen().bytes)}</span>
                    })}
                </div>
            </div>
            <Notes id=format!("{id}-hints") handle tried=parts.tried may_be_empty=is_raw on_name />
        </Field>
    }
}

/// What to know before it is filled in.
fn help(part: &Part) -> String {
    match part.injection {
        Injection::OwnName => "You won't be able to view it again. Keep a copy where it came from.".to_owned(),
        injection => format!("{} {injection}", part.help),
    }
}

/// The length, once there is one.
fn size(bytes: usize) -> Option<String> {
    match bytes {
        0 => None,
        1 => Some("1 byte".to_owned()),
        bytes => Some(format!("{} bytes", grouped(bytes))),
    }
}
