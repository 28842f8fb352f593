//! Lists of agents.

use serde::{Deserialize, Serialize};

use super::Agent;
use crate::api::{PageInfo, SortOrder};

/// The query of `GET /api/v1/agent/identities`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListAgents {
    /// Only those whose name or description has this text, letter case aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What to sort by (`name`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<AgentSort>,
    /// In which direction (names up, times down).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// 1 to 1,000 (1,000).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Taken, without meaning here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factory_uid: Option<String>,
}

/// What a list of agents can be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AgentSort {
    /// By name, letter case aside.
    #[default]
    Name,
    /// By last change.
    UpdatedAt,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentPage {
    /// In the order that was asked for.
    pub agents: Vec<Agent>,
    /// Whether and where it goes on.
    pub page_info: PageInfo,
    /// How many there are, on all pages.
    pub total: u64,
}
