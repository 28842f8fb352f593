//! What holds for the whole workspace.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::PersonRef;
use crate::{Harness, Timestamp, resolve::DefaultInjection};

/// `GET /api/v1/settings`: what holds for the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Which secrets a run gets where neither it, nor its environment, nor its agent declares a list.
    pub default_injection: DefaultInjection,
    /// The programs that no run may execute.
    pub disabled_harnesses: BTreeSet<Harness>,
    /// One more with each change; quoted, it is the `ETag` that `If-Match` takes.
    pub version: u64,
    /// When they changed last; `None` while they never did.
    pub updated_at: Option<Timestamp>,
    /// By whom.
    pub updated_by: Option<PersonRef>,
}

/// `PATCH /api/v1/settings`: only what is there changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeSettings {
    /// Which secrets a run gets where nobody declares a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_injection: Option<DefaultInjection>,
    /// All programs that no run may execute, in place of those before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_harnesses: Option<BTreeSet<Harness>>,
}

impl Settings {
    /// Whether runs may execute this program.
    #[must_use]
    pub fn allows(&self, harness: Harness) -> bool {
        !self.disabled_harnesses.contains(&harness)
    }
}
