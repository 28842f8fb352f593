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
