//! Runs: started, watched, claimed by runners, and told about by them.

mod alias;
mod cancel;
mod claim;
mod create;
mod get;
mod lease;
mod list;
mod list_query;
mod receipts;
mod refusal;
mod runner;
mod start;
mod uploads;
mod watch;
mod watch_list;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::handler, create::handler))
        .routes(routes!(alias::handler))
        .routes(routes!(watch_list::handler))
        .routes(routes!(get::handler))
        .routes(routes!(cancel::handler))
        .routes(routes!(claim::handler))
        .routes(routes!(lease::handler))
        .routes(routes!(receipts::handler))
        .routes(routes!(watch::handler))
}
