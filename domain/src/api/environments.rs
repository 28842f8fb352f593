//! Environments on the wire, in the shapes of the public Oz API, and what this server adds to them.

use serde::{Deserialize, Serialize};

use super::{PageInfo, PublicScope, RunState, SortOrder, UserProfile, foreign::Providers};
use crate::{
    Declared, Description, DisplayName, DockerImage, EnvironmentId, Repositories, RunId, SetupCommands, Timestamp,
};

/// What people set about an environment: `POST /api/v1/agent/environments`, and, whole, `PUT` of one. An unknown member
/// is refused: a misspelt `secrets` would otherwise give runs more than was meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnvironmentConfig {
    /// What people call it; no two of a team differ only by letter case.
    pub name: DisplayName,
    /// What it is for.
    #[serde(default)]
    pub description: Description,
    /// The image that runs start in. An empty text is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "super::none_if_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DockerImage>))]
    pub docker_image: Option<DockerImage>,
    /// The repositories that runs find, each once.
    #[serde(default)]
    pub github_repos: Repositories,
    /// What prepares the place, in order. Stands in no error and in no log.
    #[serde(default)]
    pub setup_commands: SetupCommands,
    /// Which secrets runs get: absent or `null` says nothing, `[]` is none, a list is exactly these. By name: they need
    /// not exist yet.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::Reference>>))]
    pub secrets: Declared,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub providers: Option<Providers>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure_session_retention_minutes: Option<u32>,
}

/// An environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Environment {
    /// Its id.
    pub uid: EnvironmentId,
    /// What people set about it.
    pub config: EnvironmentConfig,
    /// Whose it is: the team's.
    pub scope: PublicScope,
    /// Who made it.
    pub creator: UserProfile,
    /// When.
    pub created_at: Timestamp,
    /// Who changed it last.
    pub last_editor: UserProfile,
    /// When.
    pub last_updated: Timestamp,
    /// One more with each change; quoted, it is the `ETag` that `If-Match` takes.
    pub version: u64,
    /// How many secrets its list names; `None` while it declares none.
    pub secret_count: Option<u64>,
    /// Those of its list that there is no secret of, as far as the caller may know. Runs start without them.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::Reference>))]
    pub missing_secrets: Vec<crate::Reference>,
    /// Whether its latest run failed before its agent began.
    pub setup_failed: bool,
    /// Its latest run that the caller may know of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_task_created: Option<LastTask>,
    /// When that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_task_run_timestamp: Option<Timestamp>,
}

/// The latest run of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastTask {
    /// Its id.
    pub id: RunId,
    /// What people call it.
    pub title: String,
    /// Where it stands.
    pub state: RunState,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// When its agent began to work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
}

/// The query of `GET /api/v1/agent/environments`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListEnvironments {
    /// Only those whose name or description has this text, letter case aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What to sort by (`last_updated`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<EnvironmentSort>,
    /// In which direction (names up, times down).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// 1 to 1,000 (1,000).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What a list of environments can be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EnvironmentSort {
    /// By name, letter case aside.
    Name,
    /// By last change.
    #[default]
    LastUpdated,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnvironmentPage {
    /// In the order that was asked for.
    pub environments: Vec<Environment>,
    /// Whether and where it goes on.
    pub page_info: PageInfo,
    /// How many there are, on all pages.
    pub total: u64,
}
