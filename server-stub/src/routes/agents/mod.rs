//! Agents: who runs act as.

mod create;
mod delete;
mod describe;
mod get;
mod list;
mod refusal;
mod update;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list::handler, create::handler)).routes(routes!(
        get::handler,
        update::handler,
        delete::handler
    ))
}
