//! The title of the window: the page's, then the product's.

use leptos::prelude::document;

/// Says where one is, in the window's title.
pub(crate) fn set_page_title(page: &str) {
    document().set_title(&format!("{page} · Oz Secrets"));
}
