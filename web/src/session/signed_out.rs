//! What a person sees who isn't signed in: how to get a link.

use leptos::prelude::*;

use crate::{frame::Alone, page_title::set_page_title};

/// Says that nobody is signed in, and what to do.
#[component]
pub(crate) fn SignedOut(
    /// What the server said, if a session ended.
    why: Option<String>,
) -> impl IntoView {
    set_page_title("Signed out");
    view! {
        <Alone>
            <h1>"You're signed out"</h1>
            {why.map(|why| view! { <p class="lede" role="status">{why}</p> })}
            <p>"Signing in takes a link that works once, for 15 minutes. On the server's machine, this prints one:"</p>
            <pre class="command" tabindex="0"><code>"oz-server-stub sign-in-link"</code></pre>
            <p class="lede">
                "Add "<code>"--email you@example.com"</code>" for anybody but the administrator, and "
                <code>"--data"</code>" with the server's data folder. If somebody else runs the server, ask them for a link."
            </p>
            <p><a href="/sign-in" class="btn">"I have a link or a token"</a></p>
        </Alone>
    }
}
