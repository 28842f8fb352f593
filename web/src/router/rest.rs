//! Which of the pages of one part the address names.

use leptos::prelude::*;

use super::{Router, below};

/// What stands in the path after `base`, as long as the path is there. It doesn't change when the person goes elsewhere:
/// a page that is left isn't drawn anew.
pub(crate) fn rest_of(base: &'static str) -> Memo<String> {
    let router = expect_context::<Router>();
    Memo::new(move |before: Option<&String>| {
        let rest = below(&router.path(), base).map(str::to_owned);
        rest.unwrap_or_else(|| before.cloned().unwrap_or_default())
    })
}
