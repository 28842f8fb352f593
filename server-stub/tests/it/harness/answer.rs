//! An answer, whole.

use anyhow::{Context, Result, ensure};
use axum::http::{HeaderMap, StatusCode};
use oz_domain::api::{FieldProblem, Problem, ProblemCode};
use serde::de::DeserializeOwned;

/// An answer, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body of an answer of this status.
    pub(crate) fn read<T: DeserializeOwned>(&self, status: u16) -> Result<T> {
        ensure!(self.status.as_u16() == status, "{} instead of {status}: {}", self.status, self.text());
        serde_json::from_slice(&self.body).context("the body is not what was expected")
    }

    /// The problem of a refusal, which must be whole: status, type, content type and trace id.
    pub(crate) fn problem(&self) -> Result<Problem> {
        ensure!(
            self.header("content-type") == Some("application/problem+json"),
            "no problem: {} {}",
            self.status,
            self.text()
        );
        let problem: Problem = serde_json::from_slice(&self.body)?;
        ensure!(problem.status == self.status.as_u16());
        ensure!(problem.status == problem.code.status());
        ensure!(Some(problem.trace_id.as_str()) == self.header("x-trace-id"));
        ensure!(!problem.detail.is_empty() && problem.error == problem.detail);
        Ok(problem)
    }

    /// The code of a refusal.
    pub(crate) fn code(&self) -> Result<ProblemCode> {
        Ok(self.problem()?.code)
    }

    /// The one field that a refusal names.
    pub(crate) fn field(&self) -> Result<FieldProblem> {
        let mut errors = self.problem()?.errors;
        ensure!(errors.len() == 1, "not one field: {errors:?}");
        Ok(errors.remove(0))
    }

    /// A header, if it is a text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as a text, for messages and searches.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
