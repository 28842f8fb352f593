//! What an agent says about secrets, and with what it runs.

use oz_domain::{Declared, Harness, ReferenceText, References, api::Agent};

/// Its list; `None` if it says nothing.
pub(crate) fn declared_by(agent: &Agent) -> Declared {
    let texts = || agent.secrets.iter().cloned().map(ReferenceText::from).collect();
    agent.secrets_declared.then(|| References::parse(texts()).unwrap_or_default())
}

/// The program that its runs execute, by either word.
pub(crate) fn harness_of(agent: &Agent) -> Harness {
    agent.harness.as_ref().and_then(|harness| harness.kind).or(agent.base_harness).unwrap_or_default()
}
