//! Runs: the list, one run, and a new one.

mod cancel;
mod detail;
mod line;
mod list;
mod page;
mod start;
mod store;
mod which;
mod words;

use leptos::prelude::*;

use crate::{later::part, router::rest_of};
pub(crate) use words::{counted, fewer_tag, state_tag, time};

part!(pub(crate) run_pages => here());

/// The page that the address names.
fn here() -> AnyView {
    let rest = rest_of("/runs");
    (move || match rest.get().as_str() {
        "" => page::runs_page(),
        "new" => start::new_run_page(),
        id => detail::run_page(id),
    })
    .into_any()
}
