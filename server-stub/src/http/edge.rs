//! The outermost layer: gives each request its trace id, each answer its headers, each refusal its body, each a log line.

use std::{any::Any, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    headers, problem,
    trace::{CallerKind, TraceId},
};
use crate::error::ApiError;

const TRACE_ID: HeaderName = HeaderName::from_static("x-trace-id");

/// Wraps everything else.
pub(crate) async fn edge(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (trace, caller) = (TraceId::generate(), CallerKind::default());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(trace.clone());
    request.extensions_mut().insert(caller.clone());

    let mut response = problem::finish(next.run(request).await, &path, &trace);
    headers::harden(&mut response, &path);
    if let Ok(value) = HeaderValue::from_str(trace.as_str()) {
        response.headers_mut().insert(TRACE_ID, value);
    }

    tracing::info!(
        %method,
        route = route.as_ref().map_or("(page)", MatchedPath::as_str),
        status = response.status().as_u16(),
        ms = started.elapsed().as_secs_f64() * 1000.0,
        trace_id = %trace,
        caller = caller.get(),
        "answered"
    );
    response
}

/// The answer when a handler panics. The panic hook has logged where; what it said may be anything.
pub(crate) fn panicked(_: Box<dyn Any + Send>) -> Response {
    ApiError::internal(&"a handler panicked").into_response()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{
        Router,
        body::Body,
        http::{Request, StatusCode},
        middleware::from_fn,
        routing::get,
    };
    use http_body_util::BodyExt;
    use oz_domain::api::{Problem, ProblemCode};
    use tower::ServiceExt;
    use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

    use super::*;

    /// What a handler that does this is answered with, under the layers that every handler has.
    async fn answer(router: Router) -> (StatusCode, String) {
        let timeout = Duration::from_millis(1);
        let layered = router
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, timeout))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn(edge));
        let request = Request::get("/").body(Body::empty()).unwrap();
        let (head, body) = layered.oneshot(request).await.unwrap().into_parts();
        assert!(head.headers.contains_key("content-security-policy"));
        let body = body.collect().await.unwrap().to_bytes();
        (head.status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn panics() -> &'static str {
        panic!("canary")
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_does_not_say_why() {
        let router = Router::new().route("/", get(panics));

        let (status, body) = answer(router).await;

        let problem: Problem = serde_json::from_str(&body).unwrap();
        assert_eq!((status.as_u16(), problem.code), (500, ProblemCode::Internal));
        assert!(!body.contains("canary"));
    }

    #[tokio::test]
    async fn a_handler_that_takes_too_long_is_a_problem_that_can_be_tried_again() {
        let router = Router::new().route("/", get(std::future::pending::<&str>));

        let (status, body) = answer(router).await;

        let problem: Problem = serde_json::from_str(&body).unwrap();
        assert_eq!((status.as_u16(), problem.code), (503, ProblemCode::Unavailable));
        assert!(problem.retryable);
    }
}
