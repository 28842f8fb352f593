//! Signing in again without leaving what is being edited.

use leptos::task::spawn_local;
use leptos::{html, prelude::*};
use oz_domain::api::SignIn;

use super::Editing;
use crate::{
    client::Client,
    secrets::SecretsStore,
    session::{SessionContext, token_of},
    ui::{Button, Dialog, Field, Kind, Toasts, described_by, focus_first_error},
};

const LINK: &str = "sign-in-link";

/// A dialog over what is being edited. Afterwards it goes on where it stopped.
#[component]
pub(crate) fn SignInAgain(
    /// Somebody is signed in again.
    #[prop(into)]
    on_done: Callback<()>,
    /// The person doesn't want to.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let session = expect_context::<SessionContext>();
    let (editing, secrets, toasts) =
        (expect_context::<Editing>(), expect_context::<SecretsStore>(), expect_context::<Toasts>());
    let input = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);

    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        let pasted = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        let Some(token) = token_of(&pasted).map(str::to_owned) else {
            error.set(Some("This is no sign-in link: paste the whole line that was printed.".to_owned()));
            focus_first_error();
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = Client.sign_in(&SignIn { token }).await;
            busy.try_set(false);
            match answer {
                Ok(known) if session.is_same_person(&known) => {
                    session.set(known);
                    on_done.run(());
                }
                // Neither the list nor what was typed is theirs.
                Ok(known) => {
                    editing.close();
                    secrets.clear();
                    session.set(known);
                    secrets.refresh();
                    toasts.show(
                        "Somebody else is signed in now. What was typed before is gone, and was not saved.",
                        None,
                    );
                }
                Err(refused) => {
                    error.try_set(Some(refused.sentence()));
                    focus_first_error();
                }
            }
        });
    };
    view! {
        <Dialog title="Sign in again" on_leave=on_leave>
            <p>"Your session has ended. What you typed is still here, and is saved as soon as you're signed in."</p>
            <p>"Whoever runs the server prints a link with:"</p>
            <pre class="command"><code>"oz-server-stub sign-in-link"</code></pre>
            <form novalidate on:submit=submit>
                <Field id=LINK label="Sign-in link" error=error help="It works once, for 15 minutes. The token alone will do.">
                    <input
                        id=LINK class="input mono" node_ref=input autofocus=true autocomplete="off" spellcheck="false"
                        autocapitalize="off" aria-describedby=described_by(LINK)
                        aria-invalid=move || error.with(Option::is_some).to_string()
                        on:input=move |_| error.set(None)
                    />
                </Field>
                <footer>
                    <Button kind=Kind::Plain on_press=on_leave>"Not now"</Button>
                    <Button kind=Kind::Submit busy=busy>"Sign in and save"</Button>
                </footer>
            </form>
        </Dialog>
    }
}
