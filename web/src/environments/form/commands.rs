//! Setup commands, a field for each: one may have several lines.

use leptos::prelude::*;

use super::state::Form;
use crate::ui::{Button, Kind, sentence_view};

/// The commands in the order they run, and a way to one more.
#[component]
pub(super) fn Commands(form: Form) -> impl IntoView {
    let error = Memo::new(move |_| form.commands_error());
    let add = move |()| {
        let number = form.commands.with_untracked(|list| list.iter().map(|(number, _)| number + 1).max().unwrap_or(0));
        form.commands.update(|list| list.push((number, String::new())));
        request_animation_frame(move || focus_command(number));
    };
    let numbers = move || form.commands.with(|list| list.iter().map(|(number, _)| *number).collect::<Vec<_>>());
    view! {
        <fieldset class="field" aria-describedby="commands-error commands-help">
            <legend class="legend">"Setup commands"</legend>
            <ol class="entries">
                <For each=numbers key=|number| *number let:number>{command(form, number, error)}</For>
            </ol>
            <p id="commands-error" class="error" role="alert">{move || error.get().map(|words| sentence_view(&words))}</p>
            <div><Button kind=Kind::Normal on_press=add>"Add a command"</Button></div>
            <p id="commands-help" class="help">
                "They prepare the place, in this order, before the agent starts. Everybody in the team reads them: nothing "
                "secret belongs here."
            </p>
        </fieldset>
    }
}

fn command(form: Form, number: u32, error: Memo<Option<String>>) -> AnyView {
    let at = move |list: &[(u32, String)]| list.iter().position(|(own, _)| *own == number);
    let place = Memo::new(move |_| form.commands.with(|list| at(list)).unwrap_or(0) + 1);
    let text = move || form.commands.with(|list| at(list).map(|at| list[at].1.clone())).unwrap_or_default();
    let edit = move |typed: String| {
        form.commands.update(|list| {
            if let Some(at) = at(list) {
                list[at].1 = typed;
            }
        });
    };
    let remove = move |()| form.commands.update(|list| list.retain(|(own, _)| *own != number));
    view! {
        <li>
            <textarea
                id=id(number) class="input mono line" rows="1" aria-label=move || format!("Command {}", place.get())
                autocomplete="off" autocapitalize="off" spellcheck="false" prop:value=text
                aria-invalid=move || error.with(Option::is_some).to_string()
                on:input:target=move |event| edit(event.target().value())
            ></textarea>
            <Button kind=Kind::Plain on_press=remove>"Remove"<span class="unseen">{move || format!(" command {}", place.get())}</span></Button>
        </li>
    }
    .into_any()
}

fn id(number: u32) -> String {
    format!("command-{number}")
}

fn focus_command(number: u32) {
    use wasm_bindgen::JsCast;
    let field =
        document().get_element_by_id(&id(number)).and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        let _ = field.focus();
    }
}
