//! Secrets: values go in sealed, and never come out.

mod create;
mod delete;
mod fields;
mod get;
mod list;
mod refusal;
mod replace;
mod update;
mod usage;
mod world;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::handler, create::handler))
        .routes(routes!(get::handler, update::handler, delete::handler))
        .routes(routes!(replace::handler))
        .routes(routes!(usage::handler))
}
