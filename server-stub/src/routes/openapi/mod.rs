//! The description of the interface: for programs, and for people.

mod front_matter;
mod json;
mod page;
mod prose;
mod schemas;

pub(super) use front_matter::{admit_refusals, front_matter};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(json::handler)).routes(routes!(page::handler)).routes(routes!(page::style))
}
