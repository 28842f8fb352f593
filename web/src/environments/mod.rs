//! Environments: what runs start in, and which secrets they get there.

mod count;
mod form;
mod list;
mod missing;
mod remove;
mod store;

use leptos::prelude::*;

use crate::{later::part, router::rest_of};
pub(crate) use store::EnvironmentsStore;

part!(pub(crate) environment_pages => here());
part!(pub(crate) broken_count => count::broken_count());

/// The page that the address names.
fn here() -> AnyView {
    let rest = rest_of("/environments");
    (move || match rest.get().as_str() {
        "" => view! { <list::EnvironmentsPage /> }.into_any(),
        "new" => view! { <form::NewEnvironmentPage /> }.into_any(),
        id => id.parse().map_or_else(|_| form::nowhere(), |id| view! { <form::EnvironmentPage id /> }.into_any()),
    })
    .into_any()
}
