//! A list of runs: what can be asked, as the query of a request has it.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{ExecutionLocation, MAX_METADATA_FILTERS, RunItem, RunState};
use crate::{
    RunId, RunSource, ScheduleId,
    api::{PageInfo, SortOrder},
};

/// The query of `GET /api/v1/agent/runs`. All that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRuns {
    /// Only those in one of these states; any when empty. `state`, as often as needed.
    pub states: Vec<RunState>,
    /// Only those made by this person, key or schedule.
    pub creator: Option<String>,
    /// Only those executed by this person, key or agent.
    pub executor: Option<String>,
    /// Only those in this environment; `empty-environment` for those in none.
    pub environment_id: Option<String>,
    /// Only those that came this way.
    pub source: Option<RunSource>,
    /// Only those claimed there.
    pub execution_location: Option<ExecutionLocation>,
    /// Only those that this schedule made.
    pub schedule_id: Option<ScheduleId>,
    /// Only those that this run started, or one that it started.
    pub ancestor_run_id: Option<RunId>,
    /// Only those of this name.
    pub name: Option<String>,
    /// Only those with this model.
    pub model_id: Option<String>,
    /// Only those with this skill. `skill` or `skill_spec`.
    pub skill: Option<String>,
    /// Only those with this text in title, prompt or skill, letter case aside.
    pub q: Option<String>,
    /// Only those with all of these labels. `metadata[key]=value`, five at most.
    pub metadata: Vec<(String, String)>,
    /// Only those that got fewer secrets than they asked for. Not in the public interface.
    pub fewer: Option<bool>,
    /// Only those made after this time.
    pub created_after: Option<String>,
    /// Only those made before this time.
    pub created_before: Option<String>,
    /// Only those changed after this time.
    pub updated_after: Option<String>,
    /// Only those with something that this server doesn't keep (`artifact_type`, `factory_uid`): none.
    pub nothing: bool,
    /// What to sort by.
    pub sort_by: RunSort,
    /// In which direction (`desc`).
    pub sort_order: Option<SortOrder>,
    /// 1 to 500 (20).
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What a list of runs can be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RunSort {
    /// By last change.
    #[default]
    UpdatedAt,
    /// By creation.
    CreatedAt,
    /// By title.
    Title,
    /// By skill.
    Agent,
}

/// One page of runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunPage {
    /// In the order that was asked for.
    pub runs: Vec<RunItem>,
    /// Whether and where it goes on.
    pub page_info: PageInfo,
}

/// Which parameter can't be read, and what it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rule}")]
pub struct ListRunsError {
    /// The parameter, if it is one of those known here.
    pub parameter: Option<&'static str>,
    /// The rule that it breaks.
    pub rule: &'static str,
}

impl ListRuns {
    /// Reads the pairs of a query.
    ///
    /// # Errors
    ///
    /// The first parameter that can't be read.
    pub fn from_pairs<'q>(
        pairs: impl IntoIterator<Item = (impl AsRef<str> + 'q, impl AsRef<str> + 'q)>,
    ) -> Result<Self, ListRunsError> {
        let mut asked = Self::default();
        for (key, value) in pairs {
            asked.take(key.as_ref(), value.as_ref())?;
        }
        Ok(asked)
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), ListRunsError> {
        const STATE: &str = "must be a state, such as `QUEUED`";
        const ID: &str = "must be an id";
        let text = || Some(value.to_owned());
        match key {
            "state" | "state[]" => {
                for state in value.split(',') {
                    self.states.push(read("state", state, STATE)?);
                }
            }
            "creator" => self.creator = text(),
            "executor" => self.executor = text(),
            "environment_id" => self.environment_id = text(),
            "source" => self.source = Some(read("source", value, "must be a source, such as `API`")?),
            "execution_location" => {
                self.execution_location = Some(read("execution_location", value, "must be `LOCAL` or `REMOTE`")?);
            }
            "schedule_id" => self.schedule_id = Some(read("schedule_id", value, ID)?),
            "ancestor_run_id" => self.ancestor_run_id = Some(read("ancestor_run_id", value, ID)?),
            "name" => self.name = text(),
            "model_id" => self.model_id = text(),
            "skill" | "skill_spec" => self.skill = text(),
            "q" => self.q = text(),
            "automation_id" => self.label("automation_id", value)?,
            "fewer" => self.fewer = Some(read("fewer", value, "must be `true` or `false`")?),
            "created_after" => self.created_after = text(),
            "created_before" => self.created_before = text(),
            "updated_after" => self.updated_after = text(),
            "artifact_type" | "factory_uid" => self.nothing = true,
            "sort_by" => self.sort_by = sort(value)?,
            "sort_order" => self.sort_order = Some(order(value)?),
            "limit" => self.limit = Some(read("limit", value, "must be a whole number, 1 to 500")?),
            "cursor" => self.cursor = text(),
            _ => match key.strip_prefix("metadata[").and_then(|rest| rest.strip_suffix(']')) {
                Some(label) => self.label(label, value)?,
                None => {
                    return Err(ListRunsError { parameter: None, rule: "there is a parameter that isn't known here" });
                }
            },
        }
        Ok(())
    }

    fn label(&mut self, key: &str, value: &str) -> Result<(), ListRunsError> {
        self.metadata.push((key.to_owned(), value.to_owned()));
        if self.metadata.len() > MAX_METADATA_FILTERS {
            return Err(ListRunsError { parameter: Some("metadata"), rule: "at most five labels" });
        }
        Ok(())
    }
}

fn read<T: FromStr>(parameter: &'static str, value: &str, rule: &'static str) -> Result<T, ListRunsError> {
    value.parse().map_err(|_| ListRunsError { parameter: Some(parameter), rule })
}

fn sort(value: &str) -> Result<RunSort, ListRunsError> {
    match value {
        "updated_at" => Ok(RunSort::UpdatedAt),
        "created_at" => Ok(RunSort::CreatedAt),
        "title" => Ok(RunSort::Title),
        "agent" => Ok(RunSort::Agent),
        _ => Err(ListRunsError {
            parameter: Some("sort_by"),
            rule: "must be `updated_at`, `created_at`, `title` or `agent`",
        }),
    }
}

fn order(value: &str) -> Result<SortOrder, ListRunsError> {
    match value {
        "asc" => Ok(SortOrder::Asc),
        "desc" => Ok(SortOrder::Desc),
        _ => Err(ListRunsError { parameter: Some("sort_order"), rule: "must be `asc` or `desc`" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<ListRuns, ListRunsError> {
        ListRuns::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn states_and_labels_can_come_several_times() {
        let asked =
            read(&[("state", "QUEUED"), ("state", "FAILED,ERROR"), ("metadata[a]", "1"), ("automation_id", "2")]);

        let asked = asked.unwrap();
        assert_eq!(asked.states, [RunState::Queued, RunState::Failed, RunState::Error]);
        let labels = [("a".to_owned(), "1".to_owned()), ("automation_id".to_owned(), "2".to_owned())];
        assert_eq!(asked.metadata, labels);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (key, value, parameter) in [
            ("state", "queued", Some("state")),
            ("limit", "-1", Some("limit")),
            ("sort_by", "id", Some("sort_by")),
            ("sort_order", "up", Some("sort_order")),
            ("source", "MAIL", Some("source")),
            ("schedule_id", "1", Some("schedule_id")),
            ("fewer", "1", Some("fewer")),
            ("canary", "1", None),
        ] {
            assert_eq!(read(&[(key, value)]).unwrap_err().parameter, parameter, "{key}");
        }
        assert_eq!(read(&[("metadata[a]", ""); 6]).unwrap_err().parameter, Some("metadata"));
    }

    #[test]
    fn nothing_is_asked_by_default() {
        assert_eq!(read(&[]).unwrap(), ListRuns::default());
        assert_eq!(ListRuns::default().sort_by, RunSort::UpdatedAt);
    }
}
