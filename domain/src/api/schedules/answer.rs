//! A schedule, as people and programs see it, and lists of them.

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, DisplayName, Prompt, RunId, ScheduleId, Timestamp,
    api::{AgentConfig, PageInfo, PublicScope, RunMetadata, RunMode, RunState, SortOrder, UserProfile},
};

/// A schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Schedule {
    /// Its id.
    pub id: ScheduleId,
    /// What people call it.
    pub name: DisplayName,
    /// When it makes a run: minute, hour, day of the month, month and day of the week, in UTC.
    pub cron_schedule: String,
    /// Whether it makes runs.
    pub enabled: bool,
    /// What the agent is to do.
    pub prompt: Prompt,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Who made it.
    pub created_by: UserProfile,
    /// Who changed it last.
    pub updated_by: UserProfile,
    /// Whose it is.
    pub scope: PublicScope,
    /// How its runs are configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_config: Option<AgentConfig>,
    /// The agent that executes its runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_uid: Option<AgentId>,
    /// Labels of its runs.
    pub metadata: RunMetadata,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<RunMode>,
    /// When it made a run last, and when it makes the next one.
    pub history: ScheduleHistory,
    /// The last run that it made, as long as that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_run: Option<ScheduleRun>,
    /// Why it could not make a run when it last should have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_spawn_error: Option<String>,
    /// Its next five times, also while it is paused. Only where one schedule is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next_runs: Vec<Timestamp>,
    /// One more with each change by a person; quoted, it is the `ETag` that `If-Match` takes.
    pub version: u64,
}

/// When a schedule made a run last, and when it makes the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduleHistory {
    /// The last run that it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_ran: Option<Timestamp>,
    /// The next one; none while it is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_run: Option<Timestamp>,
}

/// The last run that a schedule made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduleRun {
    /// Its id.
    pub run_id: RunId,
    /// Where it stands.
    pub state: RunState,
    /// When it was made.
    pub created_at: Timestamp,
    /// The names of the secrets that the schedule's last claimed run got, which may be an earlier one; `None` until one
    /// is claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub got: Option<Vec<String>>,
}

/// The answer to a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduleDeleted {
    /// Always `true`.
    pub success: bool,
}

/// When a schedule that isn't made yet would make runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchedulePreview {
    /// Its next five times; fewer if there are fewer.
    pub next_runs: Vec<Timestamp>,
}

/// The query of `GET /api/v1/agent/schedules`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListSchedules {
    /// Only those whose name has this text, letter case aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What to sort by (`name`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<ScheduleSort>,
    /// In which direction (names up, times down).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// 1 to 1,000 (1,000).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What a list of schedules can be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ScheduleSort {
    /// By name, letter case aside.
    #[default]
    Name,
    /// By last change.
    UpdatedAt,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchedulePage {
    /// In the order that was asked for.
    pub schedules: Vec<Schedule>,
    /// Whether and where it goes on.
    pub page_info: PageInfo,
    /// How many there are, on all pages.
    pub total: u64,
}
