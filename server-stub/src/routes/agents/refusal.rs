//! Why an agent was not taken, in the words of the interface.

use oz_domain::api::{AgentRule, ProblemCode};

use crate::error::ApiError;

/// Two members contradict each other.
pub(super) fn contradiction(rule: AgentRule) -> ApiError {
    let pointer = format!("/{}", rule.member());
    ApiError::field(ProblemCode::Invalid, &pointer, "contradiction", rule.to_string())
}
