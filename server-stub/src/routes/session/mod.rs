//! Signing in from a browser, and who is signed in.

mod show;
mod sign_in;
mod sign_out;
mod who;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show::handler, sign_in::handler, sign_out::handler))
}
