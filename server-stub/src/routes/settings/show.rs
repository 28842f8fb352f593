//! `GET /api/v1/settings`: what holds for the whole workspace.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use oz_domain::api::Settings;

use crate::{caller::Caller, error::ApiError, http::etag, state::AppState};

/// Shows the workspace's settings.
#[utoipa::path(
    get,
    path = "/api/v1/settings",
    tag = "settings",
    operation_id = "get_settings",
    responses(
        (status = 200, description = "The settings.", body = Settings,
            headers(("etag" = String, description = "Their version"))),
    )
)]
pub(super) async fn handler(_: Caller, State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let settings = state.store.settings().await?;
    Ok(([(header::ETAG, etag(settings.version))], Json(settings)))
}
