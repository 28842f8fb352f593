//! Deleting an agent: what needs it is said before it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::Agent;

use crate::{
    attach::dependents,
    client::{Client, ClientError},
    ui::{Button, Dialog, Kind},
};

/// Asks whether an agent is to be deleted, and deletes it.
pub(super) fn remove_dialog(agent: Agent, close: Callback<()>, done: Callback<()>) -> AnyView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<ClientError>);
    let is_needed =
        Memo::new(move |_| trouble.with(|error| error.as_ref().is_some_and(|e| !e.dependents().is_empty())));
    let (id, version) = (agent.uid, agent.version);
    let remove = Callback::new(move |()| {
        let confirm = is_needed.get_untracked();
        busy.set(true);
        spawn_local(async move {
            let answer = Client.delete_agent(id, version, confirm).await;
            busy.try_set(false);
            match answer {
                Ok(()) => done.run(()),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    });
    let told = move || {
        trouble.get().map(|error| match error.dependents() {
            [] => view! { <p class="form-error" role="alert">{error.sentence()}</p> }.into_any(),
            list => view! {
                <div class="needed" role="alert"><p>"These need it, and stop working without it:"</p>{dependents(list)}</div>
            }
            .into_any(),
        })
    };
    let label = move || if is_needed.get() { "Delete all the same" } else { "Delete agent" };
    view! {
        <Dialog title=format!("Delete {}?", agent.name) on_leave=close>
            <p>"Its keys end at once. Runs that it started stay in the list, and those under way go on."</p>
            {told}
            <footer>
                <Button kind=Kind::Plain on_press=close>"Cancel"</Button>
                <Button kind=Kind::Danger busy on_press=remove>{label}</Button>
            </footer>
        </Dialog>
    }
    .into_any()
}
