//! What a handler answers when it refuses: a problem in the making. The edge gives it path and trace id.

use axum::response::{IntoResponse, Response};
use oz_domain::api::{Dependent, FieldProblem, ProblemCode};

use crate::{
    credentials::key_deleted,
    store::{Full, StoreError},
};

/// How many dependents one answer lists. Its sentence says how many there are.
const MOST_DEPENDENTS: usize = 100;

/// A refusal. Never has a value, an envelope or a token in it.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    /// What a program can act on.
    pub code: ProblemCode,
    /// What happened and what to do.
    pub detail: String,
    /// What is wrong with which field.
    pub errors: Vec<FieldProblem>,
    /// What needs the thing that was to be deleted or disabled.
    pub dependents: Vec<Dependent>,
    /// For the log only.
    pub cause: Option<String>,
}

impl ApiError {
    /// A refusal in a sentence.
    #[must_use]
    pub(crate) fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), errors: Vec::new(), dependents: Vec::new(), cause: None }
    }

    /// A refusal because of one field.
    #[must_use]
    pub(crate) fn field(code: ProblemCode, pointer: &str, field_code: &str, message: impl Into<String>) -> Self {
        Self::fields(code, vec![field_problem(pointer, field_code, message)])
    }

    /// A refusal because of several fields; the first is the sentence.
    #[must_use]
    pub(crate) fn fields(code: ProblemCode, errors: Vec<FieldProblem>) -> Self {
        let detail = match errors.as_slice() {
            [first] => first.message.clone(),
            [first, rest @ ..] => format!("{} (and {} more)", first.message, rest.len()),
            [] => code.title().to_owned(),
        };
        Self { code, detail, errors, dependents: Vec::new(), cause: None }
    }

    /// Nothing there, or nothing that this caller may know of: the two are not told apart.
    #[must_use]
    pub(crate) fn not_found() -> Self {
        Self::new(ProblemCode::NotFound, "there is nothing here, or nothing that you may see")
    }

    /// Something needs what was to be deleted or disabled.
    #[must_use]
    pub(crate) fn in_use(mut dependents: Vec<Dependent>) -> Self {
        let names: Vec<_> = dependents.iter().take(3).map(|dependent| format!("`{}`", dependent.name)).collect();
        let more = dependents.len() - names.len();
        dependents.truncate(MOST_DEPENDENTS);
        let others = if more == 0 { String::new() } else { format!(" and {more} more") };
        let detail = format!(
            "{}{others} would stop working, or get less; ask again with `confirm=true` to do it all the same",
            names.join(", ")
        );
        Self { dependents, ..Self::new(ProblemCode::InUse, detail) }
    }

    /// There are as many as there may be.
    fn full(full: Full) -> Self {
        let (most, what, hint) = match full {
            Full::Secrets(most) => (most, "secrets of this owner", "delete some first"),
            Full::Environments(most) => (most, "environments", "delete some first"),
            Full::Agents(most) => (most, "agents", "delete some first"),
            Full::Schedules(most) => (most, "schedules", "delete some first"),
            Full::WaitingRuns(most) => (most, "runs that wait for a runner", "try again later, or cancel some"),
            Full::WaitingRunsOfOne(most) => {
                (most, "runs of yours that wait for a runner", "try again later, or cancel some")
            }
        };
        let waits = matches!(full, Full::WaitingRuns(_) | Full::WaitingRunsOfOne(_));
        let code = if waits { ProblemCode::TooMany } else { ProblemCode::LimitReached };
        Self::new(code, format!("there are {most} {what}, and can't be more; {hint}"))
    }

    /// The server's own failure. The client learns no more than that; the log has the cause.
    #[must_use]
    pub(crate) fn internal(cause: &dyn ToString) -> Self {
        let mut error = Self::new(ProblemCode::Internal, "the server failed; its log has more under this trace id");
        error.cause = Some(cause.to_string());
        error
    }
}

/// What is wrong with one field.
#[must_use]
pub(crate) fn field_problem(pointer: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem { pointer: pointer.to_owned(), code: code.to_owned(), message: message.into() }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Stale => {
                Self::new(ProblemCode::Stale, "somebody changed this after you looked at it; look again, then decide")
            }
            StoreError::IdTaken => Self::field(
                ProblemCode::IdTaken,
                "/id",
                "id_taken",
                "this id was used before; make a new one and seal again",
            ),
            StoreError::NameTaken { .. } => {
                Self::field(ProblemCode::NameTaken, "/name", "name_taken", "this name is taken; choose another")
            }
            StoreError::InUse(dependents) => Self::in_use(dependents),
            StoreError::OutOfTurn(state) if state.is_end() => {
                Self::new(ProblemCode::RunEnded, format!("this run has ended: it is {state}"))
            }
            StoreError::OutOfTurn(state) => {
                Self::new(ProblemCode::OutOfTurn, format!("this can't follow now: the run is {state}"))
            }
            StoreError::Full(full) => Self::full(full),
            StoreError::KeyDeleted => key_deleted(),
            StoreError::KeyReused => Self::new(
                ProblemCode::IdempotencyKeyReused,
                "this `Idempotency-Key` came with another request before; use a new key for a new request",
            ),
            StoreError::Busy(cause) => {
                let mut error = Self::new(ProblemCode::Unavailable, "the store is busy; try again in a moment");
                error.cause = Some(cause.to_string());
                error
            }
            StoreError::Unreadable(_) => Self::internal(&error),
            StoreError::Database(cause) => Self::internal(&cause),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = axum::http::StatusCode::from_u16(self.code.status())
            .unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
