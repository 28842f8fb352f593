//! Deleting an environment: what needs it is said before it is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{Dependent, Environment, ProblemCode};

use super::EnvironmentsStore;
use crate::{
    attach::dependents,
    client::{Client, ClientError},
    secrets::SignInAgain,
    ui::{Button, Dialog, Kind},
};

/// Asks whether an environment is to be deleted, and deletes it.
#[component]
pub(super) fn RemoveDialog(
    environment: Environment,
    #[prop(into)] on_leave: Callback<()>,
    /// It is gone.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let store = expect_context::<EnvironmentsStore>();
    let title = format!("Delete {}?", environment.config.name);
    let (id, version) = (environment.uid, environment.version);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ClientError>);
    let needed =
        Memo::new(move |_| refused.with(|refused| refused.as_ref().map_or_else(Vec::new, |e| e.dependents().to_vec())));
    let remove = Callback::new(move |()| {
        let confirm = !needed.with_untracked(Vec::is_empty);
        busy.set(true);
        spawn_local(async move {
            let answer = Client.delete_environment(id, version, confirm).await;
            busy.try_set(false);
            match answer {
                Err(error) if error.code() != Some(ProblemCode::NotFound) => drop(refused.try_set(Some(error))),
                // Deleted by somebody else is deleted too.
                _ => {
                    store.forget(id);
                    on_done.run(());
                }
            }
        });
    });
    let again = move |()| {
        refused.set(None);
        remove.run(());
    };
    let is_out = Memo::new(move |_| refused.with(|refused| refused.as_ref().is_some_and(ClientError::is_signed_out)));
    view! {
        <Dialog title=title on_leave=on_leave>
            <p>"Runs that start in it from now on fail. Runs under way go on. Its secrets stay."</p>
            {move || told(&needed.get())}
            <p class="form-error" role="alert" hidden=move || words(refused).is_none()>{move || words(refused)}</p>
            <footer>
                <Button kind=Kind::Plain on_press=on_leave>"Cancel"</Button>
                <Button kind=Kind::Danger busy on_press=remove>
                    {move || if needed.with(Vec::is_empty) { "Delete environment" } else { "Delete all the same" }}
                </Button>
            </footer>
        </Dialog>
        {move || is_out.get().then(|| view! { <SignInAgain on_done=again on_leave=move |()| refused.set(None) /> })}
    }
}

fn told(needed: &[Dependent]) -> Option<AnyView> {
    (!needed.is_empty()).then(|| {
        view! { <div class="needed" role="alert"><p>"Still needed. What names it makes no runs until it names another:"</p>{dependents(needed)}</div> }
            .into_any()
    })
}

/// What else went wrong.
fn words(refused: RwSignal<Option<ClientError>>) -> Option<String> {
    refused.with(|refused| match refused {
        Some(error) if error.code() == Some(ProblemCode::Stale) => {
            Some("It was changed meanwhile. Close this, look at what was changed, then decide.".to_owned())
        }
        Some(error) if error.dependents().is_empty() && !error.is_signed_out() => Some(error.sentence()),
        _ => None,
    })
}
