//! Puts the routes and the layers around them together.

use std::time::Duration;

use axum::{
    Router,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
};
use oz_domain::api::paths;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};
use utoipa_axum::router::OpenApiRouter;

use super::{agents, environments, health, keys, openapi, resolve, runs, schedules, secrets, session, settings};
use crate::{error::ApiError, http, page, state::AppState};

/// The longest that a request may take, a slow upload included.
const PATIENCE: Duration = Duration::from_secs(30);

/// Everything that the server answers.
pub fn router(state: AppState) -> Router {
    let (routes, _) = described().split_for_parts();
    routes
        // What nobody knows under the interface is no page.
        .route(paths::API, axum::routing::any(nothing_here))
        .route(&format!("{}/{{*path}}", paths::API), axum::routing::any(nothing_here))
        .fallback(page::answer)
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(http::panicked))
        .layer(from_fn_with_state(state.clone(), http::refuse_unknown_hosts))
        .layer(from_fn(http::edge))
        .with_state(state)
}

/// The description of everything that [`router`] answers under `/api`.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = described().into_openapi();
    openapi::admit_refusals(&mut document);
    document
}

fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::front_matter())
        .merge(keys::routes())
        .merge(session::routes())
        .merge(secrets::routes())
        .merge(environments::routes())
        .merge(agents::routes())
        .merge(schedules::routes())
        .merge(settings::routes())
        .merge(runs::routes())
        .merge(resolve::routes())
        .merge(openapi::routes())
        .merge(health::routes())
}

async fn nothing_here() -> ApiError {
    ApiError::not_found()
}
