//! What makes runs at given times.

mod create;
mod delete;
mod describe;
mod fields;
mod get;
mod list;
mod pause;
mod preview;
mod resume;
mod switch;
mod update;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::handler, create::handler))
        .routes(routes!(preview::handler))
        .routes(routes!(get::handler, update::handler, delete::handler))
        .routes(routes!(pause::handler))
        .routes(routes!(resume::handler))
}
