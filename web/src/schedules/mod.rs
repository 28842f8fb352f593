//! Schedules: the list, and the form of one.

mod falling;
mod form;
mod head;
mod list;
mod page;
mod remove;
mod row;
mod runs_with;
mod save;
mod settings;
mod switch;
mod times;
mod what;
mod words;

use leptos::prelude::*;

use crate::{later::part, router::rest_of};

part!(pub(crate) schedule_pages => here());

/// The page that the address names.
fn here() -> AnyView {
    let rest = rest_of("/schedules");
    (move || match rest.get().as_str() {
        "" => list::schedules_page(),
        "new" => page::new_schedule(),
        id => page::schedule_page(id),
    })
    .into_any()
}
