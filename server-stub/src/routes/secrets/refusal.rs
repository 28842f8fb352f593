//! Why a sealed value was not taken, in the words of the interface.

use oz_domain::{ValueError, api::ProblemCode};

use crate::{diagnosis::Part, error::ApiError, vault::Refusal};

/// Which request the value came with: they have different members to point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// A new secret.
    Create,
    /// A new value of a secret that is there.
    Replace,
}

/// The answer to a refusal.
pub(super) fn explain(refusal: Refusal, with: With) -> ApiError {
    match refusal {
        Refusal::KeyNotActive => ApiError::field(
            ProblemCode::KeyNotActive,
            "/envelope/kid",
            "key_not_active",
            "the value is sealed to a key that takes none; fetch `/api/v1/keys`, verify it, seal again",
        ),
        Refusal::BoundToOther(part) => misbound(part, with),
        Refusal::Value(error) => value(error),
        _ => ApiError::field(
            ProblemCode::CannotOpen,
            "/envelope",
            "cannot_open",
            "the sealed value doesn't open: it was changed, or sealed for another name, owner, type, id, revision or workspace",
        ),
    }
}

fn misbound(part: Part, with: With) -> ApiError {
    let pointer = match (with, part) {
        (With::Create, part) => part.pointer(),
        (With::Replace, Part::Revision) => Part::Revision.pointer(),
        (With::Replace, _) => "/envelope",
    };
    let message = format!("the value is sealed for another {} than the one in this request", part.word());
    ApiError::field(ProblemCode::CannotOpen, pointer, "bound_to_other", message)
}

fn value(error: ValueError) -> ApiError {
    let (part, code) = match error {
        ValueError::Missing(part) => (Some(part), "value_missing"),
        ValueError::Nul(part) => (Some(part), "value_nul"),
        ValueError::TooLong(part, _) => (Some(part), "value_too_long"),
        ValueError::Format(part, _) => (Some(part), "value_unusable"),
        _ => (None, "value_not_its_json"),
    };
    let pointer = part.map_or_else(|| "/envelope/value".to_owned(), |part| format!("/envelope/value/{part}"));
    ApiError::field(ProblemCode::InvalidValue, &pointer, code, error.to_string())
}
