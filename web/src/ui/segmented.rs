//! One of a few, side by side: radio buttons that look like one control.

use leptos::prelude::*;

/// A radio group; the choices count from 0.
#[component]
pub(crate) fn Segmented(
    /// The name of the group, in the form and as an id.
    name: &'static str,
    legend: &'static str,
    labels: Vec<&'static str>,
    #[prop(into)] chosen: Signal<usize>,
    #[prop(into)] on_choose: Callback<usize>,
    /// What the present choice means.
    #[prop(optional, into)]
    help: Signal<&'static str>,
    /// Where the focus begins.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let help_id = format!("{name}-help");
    let options = labels
        .into_iter()
        .enumerate()
        .map(|(index, label)| {
            view! {
                <label>
                    <input
                        type="radio" name=name autofocus=autofocus && chosen.get_untracked() == index
                        prop:checked=move || chosen.get() == index
                        on:change=move |_| on_choose.run(index)
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
