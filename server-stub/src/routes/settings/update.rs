//! `PATCH /api/v1/settings`: administrators change what holds for the whole workspace.

use axum::{extract::State, http::header, response::IntoResponse};
use oz_domain::api::{ChangeSettings, Settings};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IfMatch, Json, etag},
    state::AppState,
};

/// Changes the workspace's settings. For administrators only. Runs that were claimed before keep what they got.
#[utoipa::path(
    patch,
    path = "/api/v1/settings",
    tag = "settings",
    operation_id = "update_settings",
    params(("If-Match" = String, Header, description = "The `ETag` of the version looked at")),
    request_body = ChangeSettings,
    responses(
        (status = 200, description = "The settings as they are now.", body = Settings,
            headers(("etag" = String, description = "Their version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IfMatch(version): IfMatch,
    Json { body, .. }: Json<ChangeSettings>,
) -> Result<impl IntoResponse, ApiError> {
    caller.refuse_all_but_admins()?;
    let after = state.store.update_settings(version, body, &caller.actor()).await?;
    Ok(([(header::ETAG, etag(after.version))], axum::Json(after)))
}
