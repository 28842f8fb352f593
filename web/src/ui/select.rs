//! One of many, from a list that opens.

use leptos::prelude::*;

use super::field::described_by;

/// An entry of the list.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SelectOption {
    /// What it stands for.
    pub(crate) value: String,
    /// The words on it.
    pub(crate) label: String,
    /// Whether it is shown and can't be chosen.
    pub(crate) disabled: bool,
}

impl SelectOption {
    /// One that can be chosen.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), disabled: false }
    }
}

/// A native list. Stands in the field `id`, or has a `label` of its own.
#[component]
pub(crate) fn Select(
    id: &'static str,
    /// Its name, where no field gives it one.
    #[prop(optional)]
    label: Option<&'static str>,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
    #[prop(into)] chosen: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
    /// Where the focus begins.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let option = move |SelectOption { value, label, disabled }| {
        let own = value.clone();
        let selected = move || chosen.with(|chosen| *chosen == own);
        view! { <option value=value disabled=disabled prop:selected=selected>{label}</option> }
    };
    view! {
        <select
            id=id class="input select" aria-label=label aria-describedby=label.is_none().then(|| described_by(id))
            autofocus=autofocus
            on:change:target=move |event| on_choose.run(event.target().value())
        >
            {move || options.get().into_iter().map(option).collect_view()}
        </select>
    }
}
