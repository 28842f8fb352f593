//! Environments: what runs start in, and which secrets they get there.

mod form;
mod list;
mod missing;
mod place;
mod remove;
mod store;

use leptos::prelude::*;

use crate::later::part;
pub(crate) use store::EnvironmentsStore;

part!(pub(crate) environment_pages => view! { <place::Pages /> });
