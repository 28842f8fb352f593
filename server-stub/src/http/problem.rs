//! Turns every refusal into a problem document, also those that no handler of ours made.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use oz_domain::api::{Problem, ProblemCode};
use tower_http::csrf::ProtectionError;

use super::trace::TraceId;
use crate::error::ApiError;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const SHOULD_RETRY: HeaderName = HeaderName::from_static("x-should-retry");
const BEARER: HeaderValue = HeaderValue::from_static("Bearer");

/// Gives a refusal its body; leaves every other answer as it is.
pub(super) fn finish(mut response: Response, path: &str, trace: &TraceId) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let error = match response.extensions_mut().remove::<ApiError>() {
        Some(error) => error,
        None if response.extensions().get::<ProtectionError>().is_some() => cross_origin(),
        None => of_status(status),
    };
    if let Some(cause) = &error.cause {
        tracing::error!(trace_id = %trace, %cause, "failed");
    }
    let problem = describe(error, path, trace);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    *response.status_mut() = StatusCode::from_u16(problem.status).unwrap_or(status);
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_ENCODING);
    headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
    if problem.status == 409 && !problem.retryable {
        // The public Oz API's clients take each 409 for one that a repetition mends, unless told.
        headers.insert(SHOULD_RETRY, HeaderValue::from_static("false"));
    }
    if problem.status == 401 {
        headers.insert(header::WWW_AUTHENTICATE, BEARER);
    }
    *response.body_mut() = Body::from(body);
    response
}

fn describe(error: ApiError, path: &str, trace: &TraceId) -> Problem {
    Problem {
        kind: format!("/problems/{}", error.code.as_str()),
        title: error.code.title().to_owned(),
        status: error.code.status(),
        error: error.detail.clone(),
        detail: error.detail,
        instance: path.to_owned(),
        code: error.code,
        retryable: error.code.retryable(),
        trace_id: trace.as_str().to_owned(),
        errors: error.errors,
        dependents: error.dependents,
    }
}

fn cross_origin() -> ApiError {
    ApiError::new(
        ProblemCode::CrossOrigin,
        "this request came from a page of another site, which may not change anything here",
    )
}

/// A refusal that a layer or the router made.
fn of_status(status: StatusCode) -> ApiError {
    match status {
        StatusCode::NOT_FOUND => ApiError::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => ApiError::new(
            ProblemCode::MethodNotAllowed,
            "this path doesn't take this method; `Allow` has those it takes",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(ProblemCode::BodyTooLarge, "the body is too large"),
        StatusCode::SERVICE_UNAVAILABLE => {
            ApiError::new(ProblemCode::Unavailable, "the server took too long to answer; try again")
        }
        _ if status.is_client_error() => ApiError::new(ProblemCode::InvalidRequest, "the request can't be read"),
        _ => ApiError::internal(&format!("a layer answered {status}")),
    }
}
