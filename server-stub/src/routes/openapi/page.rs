//! `GET /api/v1/docs`: the description for people, a page without a script.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{Html, IntoResponse},
};
use maud::{DOCTYPE, Markup, html};
use oz_domain::api::ProblemCode;
use serde_json::Value;

use super::{prose::prose, schemas};

static PAGE: LazyLock<String> = LazyLock::new(|| {
    let document = serde_json::to_value(super::super::document());
    render(&document.expect("the description is always JSON")).into_string()
});

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
    Html(&PAGE)
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
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("docs.css"))
}

/// The parts of the page, in the order in which a newcomer needs them.
const TAGS: [(&str, &str); 10] = [
    ("secrets", "Secrets"),
    ("environments", "Environments"),
    ("agents", "Agents"),
    ("runs", "Runs"),
    ("runners", "For runners"),
    ("schedules", "Schedules"),
    ("settings", "Settings"),
    ("keys", "Keys to seal to"),
    ("session", "Session"),
    ("server", "The server"),
];

fn render(document: &Value) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Oz Secrets: the HTTP interface" }
                link rel="stylesheet" href="docs.css";
            }
            body {
                header {
                    h1 { "The HTTP interface" }
                    p { (prose(text(&document["info"]["description"]))) }
                    p { "For programs: " a href="openapi.json" { "openapi.json" } "." }
                }
                main {
                    @for (tag, title) in TAGS {
                        h2 { (title) }
                        @for (path, methods) in members(&document["paths"]) {
                            @for (method, operation) in members(methods) {
                                @if operation["tags"][0] == tag {
                                    (render_operation(path, method, operation))
                                }
                            }
                        }
                    }
                    h2 id="schemas" { "Schemas" }
                    @for (name, schema) in members(&document["components"]["schemas"]) {
                        (schemas::render(name, schema))
                    }
                    h2 id="codes" { "Codes" }
                    (render_codes())
                }
            }
        }
    }
}

fn render_operation(path: &str, method: &str, operation: &Value) -> Markup {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    html! {
        section id=(text(&operation["operationId"])) {
            h3 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p { (prose(text(&operation["summary"]))) }
            @if let Some(more) = operation["description"].as_str() { p { (prose(more)) } }
            @if let Some(parameters) = operation["parameters"].as_array() {
                (render_parameters(parameters))
            }
            @if !body.is_null() { p { "Body: " (schemas::kind(body)) } }
            @for (status, response) in members(&operation["responses"]) {
                @if status == "default" {
                    p { "Otherwise: " a href="#schema-Problem" { "Problem" } }
                } @else {
                    p {
                        code { (status) } " " (prose(text(&response["description"])))
                        @for (_, content) in members(&response["content"]) {
                            " " (schemas::kind(&content["schema"]))
                        }
                    }
                }
            }
        }
    }
}

fn render_parameters(parameters: &[Value]) -> Markup {
    html! {
        table {
            thead { tr { th { "Parameter" } th { "In" } th { "What it says" } } }
            tbody {
                @for parameter in parameters {
                    tr {
                        td { code { (text(&parameter["name"])) } }
                        td { (text(&parameter["in"])) @if parameter["required"] == true { ", required" } }
                        td { (prose(text(&parameter["description"]))) }
                    }
                }
            }
        }
    }
}

fn render_codes() -> Markup {
    html! {
        table {
            thead { tr { th { "Code" } th { "Status" } th { "What happened" } } }
            tbody {
                @for code in ProblemCode::ALL {
                    tr { td { code { (code.as_str()) } } td { (code.status()) } td { (code.title()) } }
                }
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
