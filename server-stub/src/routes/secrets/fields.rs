//! The rules that a new secret's fields must keep before its value is looked at. All slips are told at once.

use oz_domain::{
    NameError, Timestamp,
    api::{CreateSecret, Expiry, FieldProblem, ProblemCode},
};

use crate::{
    caller::Caller,
    clock::Moment,
    error::{ApiError, field_problem},
};

/// Checks id, name, owner, revision and expiry.
pub(super) fn check(caller: &Caller, request: &CreateSecret) -> Result<(), ApiError> {
    let id = (!request.id.is_version_7()).then(|| field_problem("/id", "id_not_v7", "a new secret's id is a UUIDv7"));
    let name = request.parsed_name().err().map(|error| field_problem("/name", name_code(error), error.to_string()));
    let owner = (!caller.owns_as(request.owner)).then(|| {
        field_problem("/owner", "owner_not_yours", "a secret is your team's or your own; this owner is neither")
    });
    let revision = (request.revision != 1)
        .then(|| field_problem("/revision", "revision_not_first", "the first revision of a secret is 1"));

    let expiry = request.expires_at.as_ref().and_then(|time| over(time, caller.now));

    let problems: Vec<FieldProblem> = [id, name, owner, revision, expiry].into_iter().flatten().collect();
    if problems.is_empty() { Ok(()) } else { Err(ApiError::fields(ProblemCode::Invalid, problems)) }
}

/// What ends too soon, or at no moment that there is.
pub(super) fn over(end: &Timestamp, now: Moment) -> Option<FieldProblem> {
    let comes = Moment::parse(end.as_str()).is_some() && *end >= now.after(Expiry::SOONEST).to_wire();
    (!comes).then(|| {
        field_problem(
            "/expires_at",
            "expires_too_soon",
            "a secret expires in one minute at the soonest; to end it now, disable it",
        )
    })
}

fn name_code(error: NameError) -> &'static str {
    match error {
        NameError::Empty => "name_empty",
        NameError::TooLong => "name_too_long",
        NameError::StartsWithDigit => "name_starts_with_digit",
        NameError::NotInVariable(_) | NameError::NotInLabel(_) => "name_character",
        NameError::LabelStart => "name_start",
        NameError::LabelEnd => "name_end",
        NameError::Reserved(_) => "name_reserved",
        _ => "name_invalid",
    }
}
