//! Agents: the list, and the form of one.

mod declared;
mod form;
mod list;
mod page;
mod remove;
mod save;

pub(crate) use declared::declared_by;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use list::agents_page;
use page::agent_page;

use crate::later::part;

part!(pub(crate) agent_pages => shown());

/// The page of the present address.
fn shown() -> AnyView {
    if use_location().pathname.get_untracked() == "/agents" { agents_page() } else { agent_page() }
}
