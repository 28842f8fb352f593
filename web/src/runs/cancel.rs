//! Ending a run: what it means is said before it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{RunId, api::RunState};

use crate::{
    client::{Client, ClientError},
    ui::{Button, Dialog, Kind},
};

/// Asks whether a run is to be cancelled, and cancels it.
pub(super) fn cancel_dialog(id: RunId, state: RunState, close: Callback<()>) -> AnyView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<ClientError>);
    let cancel = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = Client.cancel_run(id).await;
            busy.try_set(false);
            match answer {
                Ok(()) => close.run(()),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    });
    let what = if matches!(state, RunState::Queued | RunState::Pending) {
        "No runner has claimed it yet: it won't start, and gets no secret."
    } else {
        "Its runner stops it when it next reports. What it was handed stays with the runner until then."
    };
    view! {
        <Dialog title="Cancel this run?" on_leave=close>
            <p>{what}</p>
            <p>"A cancelled run can't be taken up again; you can start another one."</p>
            {move || trouble.get().map(|error| view! { <p class="form-error" role="alert">{error.sentence()}</p> })}
            <footer>
                <Button kind=Kind::Plain on_press=close>"Let it run"</Button>
                <Button kind=Kind::Danger busy on_press=cancel>"Cancel run"</Button>
            </footer>
        </Dialog>
    }
    .into_any()
}
