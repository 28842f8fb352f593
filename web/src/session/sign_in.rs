//! Signing in with a one-time link: at once with the one that was followed, else with one that is pasted.

use leptos::{ev, html, prelude::*};

use super::{Arrival, SessionContext, signing_in::SigningIn, token_of};
use crate::{frame::Alone, later::part, page_title::set_page_title};

part!(pub(crate) signing => view! { <SignInPage /> });

/// Signs in, or asks for a link.
#[component]
fn SignInPage() -> impl IntoView {
    set_page_title("Sign in");
    let session = expect_context::<SessionContext>();
    let signing_in = SigningIn::arrive();

    view! {
        <Alone>
            <h1>"Sign in"</h1>
            {move || match session.current() {
                Some(known) => {
                    let who = known.user.map_or(known.team.name, |user| user.email);
                    view! { <Already who signing_in /> }.into_any()
                }
                None => view! { <LinkForm signing_in /> }.into_any(),
            }}
        </Alone>
    }
}

#[component]
fn LinkForm(signing_in: SigningIn) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let SigningIn { busy, refused, .. } = signing_in;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else {
            return;
        };
        match token_of(&input.value()) {
            Some(token) => signing_in.with(token.to_owned().into()),
            None => refused.set(Some("That is no sign-in link. Paste the whole line that was printed.".to_owned())),
        }
        if !busy.get_untracked() {
            let _ = input.focus();
        }
    };

    view! {
        <p class="lede">"Paste the sign-in link. It works once, within 15 minutes of being printed."</p>
        <form class="stack" on:submit=submit novalidate>
            <div class="field">
                <label for="link">"Sign-in link"</label>
                <input
                    id="link" class="input mono" node_ref=field autocomplete="off" spellcheck="false" autocapitalize="none"
                    placeholder="https://…/sign-in#token=…" aria-describedby="link-error link-help"
                    aria-invalid=move || refused.with(Option::is_some).to_string()
                />
                <p id="link-error" class="error" role="alert">{move || refused.get()}</p>
                <p id="link-help" class="help">"On the server's machine, "<code>"oz-server-stub sign-in-link"</code>" prints one."</p>
            </div>
            <button type="submit" class="btn primary" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { "Signing in" } else { "Sign in" }}
            </button>
        </form>
    }
}

/// Somebody is signed in. A link that was followed is not used unasked: it may be somebody else's.
#[component]
fn Already(who: String, signing_in: SigningIn) -> impl IntoView {
    let arrival = expect_context::<Arrival>();
    let switch = move |_| {
        if let Some(token) = arrival.take() {
            signing_in.with(token);
        }
    };
    view! {
        <p class="lede">"You're signed in as "<strong>{who}</strong>"."</p>
        <p class="row">
            <a href="/secrets" class="btn primary">"Go to the secrets"</a>
            {arrival.is_with_link().then(|| view! {
                <button type="button" class="btn" on:click=switch>"Sign in with the new link instead"</button>
            })}
        </p>
        <p class="error" role="alert">{move || signing_in.refused.get()}</p>
    }
}
