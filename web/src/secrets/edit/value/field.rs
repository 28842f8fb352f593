//! The masked field itself. Uncontrolled: what is typed stays in the element.

use leptos::prelude::*;
use oz_domain::SecretName;

use super::{
    ValueHandle, grouped,
    loader::{HeldFile, Loader},
    notes::Notes,
};
use crate::ui::{Button, Field, Kind, described_by};

const ID: &str = "secret-value";

/// A masked text area that browsers and password managers leave alone, with what is noticed in it.
#[component]
pub(in crate::secrets::edit) fn ValueField(
    handle: ValueHandle,
    /// The variable's name, which counts toward the limit.
    #[prop(into)]
    name: Signal<String>,
    /// What is wrong, beyond what the field can see itself.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Takes the name out of a pasted `NAME=value`, where the name isn't settled.
    #[prop(optional, into)]
    on_name: Option<Callback<SecretName>>,
    /// Whether saving was tried.
    tried: RwSignal<bool>,
    /// Where the focus begins.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let refused_file = RwSignal::new(None);
    let error = Signal::derive(move || {
        let file = refused_file.with(|refused: &Option<_>| refused.as_ref().map(ToString::to_string));
        file.or_else(|| handle.seen().broken_rule(&name.get())).or_else(|| error.get())
    });
    let on_input = move |_| {
        refused_file.set(None);
        handle.look();
    };
    let plain = |element: leptos::web_sys::HtmlTextAreaElement| drop(element.set_attribute("autocorrect", "off"));
    handle.element.on_load(plain);
    view! {
        <Field id=ID label="Value" error=error help="You won't be able to view it again. Keep a copy where it came from.">
            <textarea
                id=ID class="input mono" rows="3" node_ref=handle.element autofocus=autofocus
                class:masked=move || !shown.get()
                hidden=move || handle.file.with(Option::is_some)
                aria-describedby=format!("{} {ID}-hints", described_by(ID))
                aria-invalid=move || error.with(Option::is_some).to_string()
                autocomplete="off" autocapitalize="off" spellcheck="false" translate="no"
                data-1p-ignore="true" data-lpignore="true" data-bwignore="true" data-form-type="other"
                on:input=on_input
            ></textarea>
            <HeldFile handle />
            <div class="value-tools">
                <Button kind=Kind::Inline on_press=move |()| shown.update(|shown| *shown = !*shown)>
                    {move || if shown.get() { "Hide value" } else { "Show value" }}
                </Button>
                <Loader handle refused=refused_file />
                <span class="size">{move || size(handle.seen().bytes)}</span>
            </div>
            <Notes id=format!("{ID}-hints") handle tried on_name />
        </Field>
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
