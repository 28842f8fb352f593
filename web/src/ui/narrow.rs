//! What the style sheets call narrow.

use leptos::prelude::window;

const NARROW: &str = "(width < 48rem)";

/// Whether the page is so narrow that rows are cards and the pages stand in a line that scrolls.
pub(crate) fn is_narrow() -> bool {
    window().match_media(NARROW).ok().flatten().is_some_and(|query| query.matches())
}
