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

use detail::run_page;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use page::runs_page;
use start::new_run_page;
pub(crate) use words::{counted, time};

use crate::later::part;

part!(pub(crate) run_pages => shown());

/// The page of the present address.
fn shown() -> AnyView {
    match use_location().pathname.get_untracked().as_str() {
        "/runs" => runs_page(),
        "/runs/new" => new_run_page(),
        _ => run_page(),
    }
}
