//! Which of the pages of one part the address names.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What stands in the path after `base`, as long as the path is there. It doesn't change when the person goes elsewhere:
/// a page that is left isn't drawn anew.
pub(crate) fn rest_of(base: &'static str) -> Memo<String> {
    let path = use_location().pathname;
    Memo::new(move |before: Option<&String>| {
        let rest = path.with(|path| path.strip_prefix(base).map(|rest| rest.trim_matches('/').to_owned()));
        rest.unwrap_or_else(|| before.cloned().unwrap_or_default())
    })
}
