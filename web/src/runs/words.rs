//! Where a run stands, and what it got, in words.

use leptos::prelude::*;
use oz_domain::{Timestamp, api::RunState};

use crate::secrets::{Now, ago, exactly};

/// A state, as people say it.
pub(super) fn state_word(state: RunState) -> &'static str {
    match state {
        RunState::Queued => "Waiting",
        RunState::Pending => "Preparing",
        RunState::Claimed => "Starting",
        RunState::InProgress => "Working",
        RunState::Succeeded => "Succeeded",
        RunState::Failed => "Failed",
        RunState::Blocked => "Needs a person",
        RunState::Error => "Stopped by a fault",
        RunState::Cancelled => "Cancelled",
    }
}

/// What it means, in a sentence.
pub(super) fn state_sentence(state: RunState) -> &'static str {
    match state {
        RunState::Queued => "It waits for a runner. Its secrets are decided when one claims it.",
        RunState::Pending => "It is being prepared.",
        RunState::Claimed => "A runner has it, and what it is given.",
        RunState::InProgress => "Its agent works.",
        RunState::Succeeded => "Its agent is done.",
        RunState::Failed => "It ended by something that whoever started it can mend.",
        RunState::Blocked => "It ended waiting for a person.",
        RunState::Error => "It ended by a fault that isn't its own, such as a runner that went silent.",
        RunState::Cancelled => "A person ended it.",
    }
}

/// A state as a tag.
pub(crate) fn state_tag(state: RunState) -> AnyView {
    view! { <span class=tone(state)>{state_word(state)}</span> }.into_any()
}

/// The class of what shows a state.
pub(super) fn tone(state: RunState) -> &'static str {
    match state {
        RunState::Claimed | RunState::InProgress | RunState::Succeeded => "tag team",
        RunState::Blocked => "tag warn",
        RunState::Failed | RunState::Error => "tag bad",
        RunState::Queued | RunState::Pending | RunState::Cancelled => "tag",
    }
}

/// The same words wherever a run that got fewer secrets than it asked for appears.
pub(crate) fn fewer_tag() -> AnyView {
    view! { <span class="tag warn">"Fewer secrets than asked"</span> }.into_any()
}

/// `count` of something.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// How long ago it was, and in its title exactly when. Follows the clock.
pub(crate) fn time(at: Timestamp) -> AnyView {
    let now = expect_context::<Now>();
    let (text, title) = (at.to_string(), exactly(&at));
    view! { <time datetime=text title=title>{move || ago(&at, now.get())}</time> }.into_any()
}
