//! When a secret ends.

use leptos::prelude::*;
use oz_domain::{
    Timestamp,
    api::{Expiry, SecretSummary, UpdateSecret},
};

use super::{Editing, change::Change};
use crate::{
    guard::Guard,
    secrets::when::{exactly, from_local, is_over, to_local},
    ui::{Dialog, Field, Segmented, described_by, focus_first_error},
};

const ID: &str = "ends-at";

/// Asks when a secret ends, and saves it.
#[component]
pub(super) fn ExpiryDialog(secret: SecretSummary) -> impl IntoView {
    let editing = expect_context::<Editing>();
    let guard = expect_context::<Guard>();
    let title = format!("When does {} end?", secret.name);
    let before = (secret.expires_at.is_some(), secret.expires_at.as_ref().map(to_local).unwrap_or_default());
    let (ends, text) = (RwSignal::new(before.0), RwSignal::new(before.1.clone()));
    let change = Change::of(secret);
    let tried = RwSignal::new(false);
    let end = move || ends.get().then(|| text.with(|text| from_local(text)));
    let error = Signal::derive(move || tried.get().then(|| trouble(end()?.as_ref())).flatten());
    guard.watch(
        "The end you chose isn't saved anywhere.",
        Signal::derive(move || ends.get() != before.0 || (ends.get() && text.with(|text| *text != before.1))),
        Callback::new(move |()| editing.close()),
    );

    let save = Callback::new(move |()| {
        tried.set(true);
        let wish = match untrack(end) {
            None => Expiry::Never,
            Some(Some(time)) if trouble(Some(&time)).is_none() => Expiry::At(time),
            Some(_) => return focus_first_error(),
        };
        change.send(UpdateSecret { expires_at: Some(wish), ..UpdateSecret::default() }, said);
    });
    let leave = Callback::new(move |()| guard.close());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(());
    };
    let help = Signal::derive(move || {
        if ends.get() {
            "From then on no run gets it. It stays in the list, and can be given a later end."
        } else {
            "Runs get it until it is disabled or deleted."
        }
    });
    let chosen = Signal::derive(move || usize::from(ends.get()));
    view! {
        <Dialog title=title on_leave=leave>
            <form on:submit=submit novalidate>
                <Segmented
                    name="ends" legend="Ends" labels=vec!["Never", "At a moment"] chosen=chosen autofocus=true
                    on_choose=move |index| ends.set(index == 1) help=help
                />
                {move || ends.get().then(|| view! {
                    <Field id=ID label="Last moment, by your clock" error=error>
                        <input
                            id=ID type="datetime-local" class="input" aria-describedby=described_by(ID)
                            aria-invalid=move || error.with(Option::is_some).to_string() bind:value=text
                        />
                    </Field>
                })}
                {change.trouble(save)}
                {change.footer("Save the end", leave)}
            </form>
        </Dialog>
    }
}

/// What is wrong with a moment that was chosen; `None` for one that can't be read.
fn trouble(end: Option<&Timestamp>) -> Option<String> {
    let words = match end {
        None => "Choose a day and a time.",
        Some(time) if is_over(time, js_sys::Date::now() + Expiry::SOONEST.as_secs_f64() * 1000.0) => {
            "Choose a moment at least a minute ahead. To end it now, disable it."
        }
        Some(_) => return None,
    };
    Some(words.to_owned())
}

fn said(now: &SecretSummary) -> String {
    match &now.expires_at {
        Some(end) => format!("{} ends {}.", now.name, exactly(end)),
        None => format!("{} doesn't end by itself.", now.name),
    }
}
