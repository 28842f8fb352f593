//! One of a few, side by side: radio buttons that look like one control.

use leptos::prelude::*;

/// One of the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment<T> {
    /// What it stands for.
    pub(crate) value: T,
    /// The words on it.
    pub(crate) label: &'static str,
}

/// A radio group.
#[component]
pub(crate) fn Segmented<T>(
    /// The name of the group, in the form and as an id.
    name: &'static str,
    legend: &'static str,
    segments: Vec<Segment<T>>,
    chosen: RwSignal<T>,
    /// What the present choice means.
    #[prop(into)]
    help: Signal<String>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let help_id = format!("{name}-help");
    let options = segments
        .into_iter()
        .map(|Segment { value, label }| {
            view! {
                <label>
                    <input
                        type="radio" name=name
                        prop:checked=move || chosen.get() == value
                        on:change=move |_| chosen.set(value)
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" role="radiogroup" aria-describedby=help_id.clone()>
            <legend class="legend">{legend}</legend>
            <div class="seg">{options}</div>
            <p id=help_id.clone() class="help">{move || help.get()}</p>
        </fieldset>
    }
}
