//! Sentences of the rules, as people read them.

use leptos::prelude::*;

/// A sentence; what stands between backticks in it is code.
pub(crate) fn sentence_view(sentence: &str) -> Vec<AnyView> {
    let parts = sentence.split('`').map(str::to_owned).enumerate();
    parts
        .map(|(at, part)| if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() })
        .collect()
}
