//! What stops working when something is deleted or disabled.

use serde::{Deserialize, Serialize};

/// Something that needs what is to be deleted or disabled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dependent {
    /// What it is.
    pub kind: DependentKind,
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// What a dependent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DependentKind {
    /// An environment.
    Environment,
    /// An agent.
    Agent,
    /// A schedule.
    Schedule,
    /// A run that waits for a runner.
    Run,
    /// An agent's API key.
    ApiKey,
}

/// The query of every change that can break something: a deletion, or a secret that is disabled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ConfirmDelete {
    /// `true` to do it although something needs it.
    #[serde(default)]
    pub confirm: bool,
}
