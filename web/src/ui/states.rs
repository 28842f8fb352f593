//! What stands in the place of something that isn't there: a shape to come, or what went wrong.

use leptos::prelude::*;

use crate::client::ClientError;

/// Something couldn't be loaded: what, why, and the way to try again.
pub(crate) fn failed(heading: &'static str, error: &ClientError, again: Callback<()>) -> AnyView {
    view! {
        <div class="failed" role="alert">
            <div>
                <h2>{heading}</h2>
                <p>{error.sentence()}</p>
            </div>
            <button type="button" class="btn" on:click=move |_| again.run(())>"Try again"</button>
        </div>
    }
    .into_any()
}

/// The shape of a list before there is one; `words` are heard, not seen.
pub(crate) fn ghosts(words: &'static str) -> AnyView {
    let ghost = || view! { <div class="ghost"><span class="skeleton" /><span class="skeleton" /></div> };
    view! {
        <div class="ghosts" aria-busy="true" role="status">
            <span class="unseen">{words}</span>
            {(0..4).map(|_| ghost()).collect_view()}
        </div>
    }
    .into_any()
}
