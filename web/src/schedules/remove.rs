//! Deleting a schedule.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::Schedule;

use crate::{
    client::{Client, ClientError},
    ui::{Button, Dialog, Kind},
};

/// Asks whether a schedule is to be deleted, and deletes it.
pub(super) fn remove_dialog(schedule: Schedule, close: Callback<()>, done: Callback<()>) -> AnyView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<ClientError>);
    let (id, version) = (schedule.id, schedule.version);
    let remove = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = Client.delete_schedule(id, version).await;
            busy.try_set(false);
            match answer {
                Ok(()) => done.run(()),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    });
    let told = move || trouble.get().map(|error| view! { <p class="form-error" role="alert">{error.sentence()}</p> });
    let pause = schedule.enabled.then(|| view! { <p>"To stop it for a while, pause it instead."</p> });
    view! {
        <Dialog title=format!("Delete {}?", schedule.name) on_leave=close>
            <p>"It makes no more runs. Those that it made stay in the list, and those under way go on; one that still waits is cancelled."</p>
            {pause}
            {told}
            <footer>
                <Button kind=Kind::Plain on_press=close>"Cancel"</Button>
                <Button kind=Kind::Danger busy on_press=remove>"Delete schedule"</Button>
            </footer>
        </Dialog>
    }
    .into_any()
}
