//! Why something wasn't saved, in words, and which field it is about.

use oz_crypto::{RandomnessError, SealError};
use oz_domain::{ValueError, api::ProblemCode};

use super::value::ReadError;
use crate::{client::ClientError, keys::Stop, words::sentence};

/// The fields that a form shows errors at; an envelope's are the value's.
const FIELDS: [&str; 2] = ["/name", "/description"];
const ENVELOPE: &str = "/envelope";
const PART: &str = "/envelope/value/";

/// Why something wasn't saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Something has to be filled in first.
    NotReady,
    /// The value breaks a rule.
    Value(ValueError),
    /// A part of the value could not be read.
    Unreadable(&'static str, ReadError),
    /// There is no key to seal to.
    Stopped(Stop),
    /// The browser could not seal.
    Seal(SealError),
    /// The server said no, or nothing.
    Server(ClientError),
}

impl Refusal {
    /// What the server says about one field.
    pub(super) fn of_field(&self, pointer: &str) -> Option<String> {
        match self {
            Self::Server(error) => error.field(pointer).map(|problem| sentence(&problem.message)),
            _ => None,
        }
    }

    /// What is wrong with the value, and the part that it is about, where it is about one.
    fn in_value(&self) -> Option<(Option<&str>, String)> {
        match self {
            Self::Value(error) => Some((part_of(*error), sentence(error))),
            Self::Unreadable(part, error) => Some((Some(part), error.to_string())),
            Self::Server(ClientError::Problem(problem)) => {
                let found = problem.errors.iter().find(|error| error.pointer.starts_with(ENVELOPE))?;
                Some((found.pointer.strip_prefix(PART), sentence(&found.message)))
            }
            _ => None,
        }
    }

    /// What is wrong with the value.
    pub(super) fn of_value(&self) -> Option<String> {
        self.in_value().map(|(_, words)| words)
    }

    /// What is wrong with one part of the value; what is about none is told at the first.
    pub(super) fn of_part(&self, part: &str, is_first: bool) -> Option<String> {
        let (about, words) = self.in_value()?;
        about.map_or(is_first, |about| about == part).then_some(words)
    }

    /// What to say about the whole; `None` when a field says it.
    pub(super) fn of_all(&self) -> Option<String> {
        if *self == Self::NotReady
            || self.of_value().is_some()
            || FIELDS.iter().any(|pointer| self.of_field(pointer).is_some())
        {
            return None;
        }
        match self {
            Self::Stopped(stop) => Some(format!("Not saved. {}", stop.heading())),
            Self::Server(error) if error.is_signed_out() => None,
            Self::Server(error) => {
                Some(format!("Not saved; what you typed is still here. {}", sentence(error.sentence())))
            }
            other => Some(other.words()),
        }
    }

    /// Whether a name was taken that seemed to be free.
    pub(super) fn is_about_name(&self) -> bool {
        let code = match self {
            Self::Server(error) => error.code(),
            _ => None,
        };
        matches!(code, Some(ProblemCode::NameTaken | ProblemCode::NameDiffersByCase))
    }

    /// Whether signing in again would help.
    pub(super) fn is_signed_out(&self) -> bool {
        matches!(self, Self::Server(error) if error.is_signed_out())
    }

    fn words(&self) -> String {
        match self {
            Self::Seal(error) => format!("This browser can't seal the value: {error}."),
            _ => "Not saved.".to_owned(),
        }
    }
}

fn part_of(error: ValueError) -> Option<&'static str> {
    match error {
        ValueError::Missing(part)
        | ValueError::Nul(part)
        | ValueError::Format(part, _)
        | ValueError::TooLong(part, _) => Some(part),
        _ => None,
    }
}

impl From<ValueError> for Refusal {
    fn from(error: ValueError) -> Self {
        Self::Value(error)
    }
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

impl From<SealError> for Refusal {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<RandomnessError> for Refusal {
    fn from(error: RandomnessError) -> Self {
        Self::Seal(error.into())
    }
}

impl From<ClientError> for Refusal {
    fn from(error: ClientError) -> Self {
        Self::Server(error)
    }
}

#[cfg(test)]
mod tests {
    use oz_domain::api::{FieldProblem, Problem};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn refused(code: ProblemCode, errors: &[(&str, &str)]) -> Refusal {
        let field = |(pointer, message): &(&str, &str)| FieldProblem {
            pointer: (*pointer).to_owned(),
            code: "x".to_owned(),
            message: (*message).to_owned(),
        };
        Refusal::Server(ClientError::Problem(Box::new(Problem {
            kind: String::new(),
            title: String::new(),
            status: code.status(),
            detail: "it is taken".to_owned(),
            instance: String::new(),
            code,
            error: String::new(),
            retryable: false,
            trace_id: String::new(),
            errors: errors.iter().map(field).collect(),
            dependents: Vec::new(),
        })))
    }

    #[test]
    fn what_a_field_shows_is_not_said_twice() {
        let refusal = refused(ProblemCode::NameTaken, &[("/name", "the name is taken")]);

        assert_eq!(refusal.of_field("/name").as_deref(), Some("The name is taken."));
        assert_eq!(refusal.of_all(), None);
    }

    #[test]
    fn what_is_wrong_inside_the_envelope_is_told_at_the_value() {
        let refusal = refused(ProblemCode::InvalidValue, &[("/envelope/value/value", "`value` is too long")]);

        assert_eq!(refusal.of_value().as_deref(), Some("`value` is too long."));
    }

    #[test]
    fn what_is_wrong_with_a_part_is_told_at_that_part_and_what_is_about_none_at_the_first() {
        let of_part = refused(ProblemCode::InvalidValue, &[("/envelope/value/aws_region", "it is no region")]);
        let of_none = refused(ProblemCode::CannotOpen, &[("/envelope", "it doesn't open")]);

        assert_eq!(of_part.of_part("aws_region", false).as_deref(), Some("It is no region."));
        assert_eq!(of_part.of_part("aws_access_key_id", true), None);
        assert_eq!(of_none.of_part("aws_access_key_id", true).as_deref(), Some("It doesn't open."));
        assert_eq!(of_none.of_part("aws_region", false), None);
        assert_eq!(Refusal::Value(ValueError::Nul("api_key")).of_part("base_url", true), None);
    }

    #[test]
    fn what_no_field_shows_is_said_for_the_whole() {
        for refusal in [
            refused(ProblemCode::Internal, &[]),
            refused(ProblemCode::Invalid, &[("/owner", "not yours")]),
            Refusal::Server(ClientError::Offline),
            Refusal::Stopped(Stop::Older),
        ] {
            assert!(refusal.of_all().is_some(), "{refusal:?}");
        }
    }

    #[test]
    fn a_lost_session_asks_to_sign_in_and_says_nothing_else() {
        let refusal = refused(ProblemCode::ExpiredCredential, &[]);

        assert!(refusal.is_signed_out());
        assert_eq!(refusal.of_all(), None);
    }
}
