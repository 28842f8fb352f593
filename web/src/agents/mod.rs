//! Agents: the list, and the form of one.

mod declared;
mod form;
mod list;
mod page;
mod remove;
mod save;
mod settings;

use leptos::prelude::*;

use crate::{later::part, router::rest_of};
pub(crate) use declared::{declared_by, harness_of};

part!(pub(crate) agent_pages => here());

/// The page that the address names.
fn here() -> AnyView {
    let rest = rest_of("/agents");
    (move || match rest.get().as_str() {
        "" => list::agents_page(),
        "new" => page::new_agent(),
        id => page::agent_page(id),
    })
    .into_any()
}
