//! Why the server did not do what the page asked.

use oz_domain::api::{Dependent, FieldProblem, Problem, ProblemCode};

use super::problem::Unread;
use crate::words::sentence;

/// Why a request did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClientError {
    /// The server said why.
    Problem(Box<Problem>),
    /// There was no answer at all.
    Offline,
    /// There was an answer that this page can't read; its status.
    Unreadable(u16),
}

impl ClientError {
    /// What an answer that is an error says, as far as it could be read.
    pub(super) fn of(status: u16, read: Result<Box<Problem>, Unread>) -> Self {
        read.map_or(Self::Unreadable(status), Self::Problem)
    }

    /// What a program can act on, if the server said it.
    pub(crate) fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Unreadable(_) => None,
        }
    }

    /// Whether signing in again would help.
    pub(crate) fn is_signed_out(&self) -> bool {
        matches!(self, Self::Problem(problem) if problem.status == 401)
    }

    /// What happened and what to do, for a person.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Problem(problem) => sentence(&problem.detail),
            Self::Offline => "The server can't be reached. Check the connection, then try again.".to_owned(),
            Self::Unreadable(status) => {
                format!(
                    "The server answered something that this page can't read (status {status}). Reload the page, then try again."
                )
            }
        }
    }

    /// What the server says about one field, named by its JSON Pointer.
    pub(crate) fn field(&self, pointer: &str) -> Option<&FieldProblem> {
        match self {
            Self::Problem(problem) => problem.errors.iter().find(|error| error.pointer == pointer),
            Self::Offline | Self::Unreadable(_) => None,
        }
    }

    /// What the server says about a field or anything within it, as a sentence.
    pub(crate) fn within(&self, pointer: &str) -> Option<String> {
        let Self::Problem(problem) = self else {
            return None;
        };
        let is_within = |error: &&FieldProblem| {
            error.pointer.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        problem.errors.iter().find(is_within).map(|error| sentence(&error.message))
    }

    /// What needs the thing that was to be deleted or disabled; empty if that wasn't the trouble.
    pub(crate) fn dependents(&self) -> &[Dependent] {
        match self {
            Self::Problem(problem) if problem.code == ProblemCode::InUse => &problem.dependents,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::problem::parse, *};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn problem(json: &str) -> ClientError {
        ClientError::of(422, parse(json))
    }

    const INVALID: &str = r#"{"type":"/problems/invalid","title":"A field breaks a rule","status":422,
        "detail":"the name is taken","instance":"/api/v1/secrets","code":"invalid","error":"the name is taken",
        "retryable":false,"trace_id":"0","errors":[{"pointer":"/name","code":"name_taken","message":"it is taken"}]}"#;

    #[test]
    fn a_problem_says_what_happened_and_where() {
        let error = problem(INVALID);

        assert_eq!(error.code(), Some(ProblemCode::Invalid));
        assert_eq!(error.sentence(), "The name is taken.");
        assert_eq!(error.field("/name").map(|field| field.message.as_str()), Some("it is taken"));
        assert_eq!(error.field("/description"), None);
    }

    #[test]
    fn what_is_said_within_a_field_is_about_the_field() {
        let error = problem(&INVALID.replace("/name", "/secrets/3/as"));

        assert_eq!(error.within("/secrets").as_deref(), Some("It is taken."));
        assert_eq!(error.within("/secret"), None);
    }

    #[test]
    fn a_code_of_a_newer_server_is_still_a_problem() {
        let error = problem(&INVALID.replace(r#""code":"invalid""#, r#""code":"tomorrow""#));

        assert_eq!(error.code(), Some(ProblemCode::Other));
    }

    #[test]
    fn what_is_no_problem_document_is_told_by_its_status() {
        for body in ["", "<html>Bad gateway</html>", "{}", r#"{"detail":"nearly"}"#] {
            assert_eq!(problem(body), ClientError::Unreadable(422));
        }
    }

    #[test]
    fn only_a_401_is_mended_by_signing_in() {
        let with_status = |status: &str| problem(&INVALID.replace("422", status));

        assert!(with_status("401").is_signed_out());
        assert!(!with_status("403").is_signed_out());
        assert!(!ClientError::Offline.is_signed_out());
        assert!(!ClientError::Unreadable(401).is_signed_out());
    }
}
