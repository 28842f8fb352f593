//! `GET /api/v1/docs`: the description for people.

use axum::{
    http::header,
    response::{Html, IntoResponse},
};

/// This description as a page. It has no script.
#[utoipa::path(
    get,
    path = "/api/v1/docs",
    tag = "server",
    operation_id = "get_docs",
    security(()),
    responses((status = 200, description = "The page.", body = String, content_type = "text/html"))
)]
pub(super) async fn handler() -> Html<&'static str> {
    Html("")
}

/// The page's style sheet.
#[utoipa::path(
    get,
    path = "/api/v1/docs.css",
    tag = "server",
    operation_id = "get_docs_style",
    security(()),
    responses((status = 200, description = "The style sheet.", body = String, content_type = "text/css"))
)]
pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], "")
}
