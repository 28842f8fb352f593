//! `GET /api/v1/openapi.json`: the description for programs.

use std::sync::LazyLock;

use axum::{http::header, response::IntoResponse};

static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| super::super::document().to_json().expect("the description is always JSON"));

/// This description, in OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "server",
    operation_id = "get_openapi",
    security(()),
    responses((status = 200, description = "The description.", body = Object))
)]
pub(super) async fn handler() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_str())
}
