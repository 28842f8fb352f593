//! Why an agent was not taken, in the words of the interface.

use oz_domain::api::{AgentRule, Excess, ProblemCode};

use crate::{error::ApiError, runs::rules};

/// Two members contradict each other.
pub(super) fn contradiction(rule: AgentRule) -> ApiError {
    let pointer = format!("/{}", rule.member());
    ApiError::field(ProblemCode::Invalid, &pointer, "contradiction", rule.to_string())
}

/// Refuses members that are longer than those of a run may be.
pub(super) fn lengths(excesses: &[Excess]) -> Result<(), ApiError> {
    if excesses.is_empty() {
        return Ok(());
    }
    let problems = excesses.iter().map(|excess| rules::of_excess(excess, "")).collect();
    Err(ApiError::fields(ProblemCode::Invalid, problems))
}
