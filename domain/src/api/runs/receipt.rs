//! What a runner says about a run that it has.

use serde::{Deserialize, Serialize};

use super::RunState;

/// `POST /api/v1/agent/runs/{id}/receipts`. In this order; the same one twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Receipt {
    /// The delivery was opened.
    Received {
        /// How many variables were in it.
        variables: u64,
    },
    /// The agent works.
    Started,
    /// The run is over.
    Ended {
        /// How.
        state: EndState,
        /// Why, for people; at most 1,000 characters. Must not hold values: everybody who sees the run reads it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
}

/// How a run ends, as far as its runner knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndState {
    /// Done.
    #[serde(rename = "SUCCEEDED")]
    Succeeded,
    /// Ended by something that whoever started it can mend.
    #[serde(rename = "FAILED")]
    Failed,
    /// Ended waiting for a person.
    #[serde(rename = "BLOCKED")]
    Blocked,
    /// Ended by a fault.
    #[serde(rename = "ERROR")]
    Error,
}

impl From<EndState> for RunState {
    fn from(end: EndState) -> Self {
        match end {
            EndState::Succeeded => Self::Succeeded,
            EndState::Failed => Self::Failed,
            EndState::Blocked => Self::Blocked,
            EndState::Error => Self::Error,
        }
    }
}
