//! A runner takes a run: its public key in, one sealed message out.

use oz_crypto::{Envelope, KeyId, Suite};
use serde::{Deserialize, Serialize};

use super::RunState;
use crate::{RunId, Timestamp, WorkspaceId};

/// `POST /api/v1/agent/runs/{id}/claim`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRun {
    /// What the key is for.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub suite: Suite,
    /// A public key that the runner made for this run alone, base64url without padding.
    pub public_key: String,
    /// Names of variables that the runner's own environment sets: they come before any secret.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worker_variables: Vec<String>,
}

/// What a runner gets. Nothing in it is in the clear but names of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedRun {
    /// The run; bound into the delivery.
    pub run_id: RunId,
    /// The workspace; bound into the delivery.
    pub workspace_id: WorkspaceId,
    /// The id of the runner's key; bound into the delivery.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kid: KeyId,
    /// Variables, files and settings, sealed to the runner's key; `docs/SEALING.md` says how to open it.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::api::EnvelopeShape))]
    pub delivery: Envelope,
    /// Unless the runner is heard of before, the run is given up.
    pub lease_expires_at: Timestamp,
}

/// The answer to a lease's renewal, and to a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeaseRenewed {
    /// Where the run stands.
    pub state: RunState,
    /// Unless the runner is heard of before, the run is given up; `None` once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_expires_at: Option<Timestamp>,
}
