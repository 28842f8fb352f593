//! What people set about a schedule.

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, DisplayName, Prompt,
    api::{AgentConfig, Clearable, RunMetadata, RunMode},
};

/// `POST /api/v1/agent/schedules`. An unknown member is refused, as in [`AgentConfig`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateSchedule {
    /// What people call it.
    pub name: DisplayName,
    /// When it makes a run: minute, hour, day of the month, month and day of the week, in UTC.
    #[cfg_attr(feature = "openapi", schema(example = "0 9 * * MON-FRI"))]
    pub cron_schedule: String,
    /// What the agent is to do. Needed unless `agent_config` names a skill.
    #[serde(default)]
    pub prompt: Prompt,
    /// How its runs are configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_config: Option<AgentConfig>,
    /// The agent that executes its runs; only for schedules of the team. An empty text is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::api::none_if_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<AgentId>))]
    pub agent_uid: Option<AgentId>,
    /// Whether it makes runs (so it does when absent).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Labels of its runs.
    #[serde(default, skip_serializing_if = "RunMetadata::is_empty")]
    pub metadata: RunMetadata,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<RunMode>,
    /// Whether it is the team's, which all of the team can see (so it is when absent), or one's own. Nobody stands behind
    /// its runs in either case: they get no personal secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<bool>,
}

/// `PUT /api/v1/agent/schedules/{id}`: of the members that are optional, what is absent stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateSchedule {
    /// What people call it.
    pub name: DisplayName,
    /// When it makes a run: minute, hour, day of the month, month and day of the week, in UTC.
    pub cron_schedule: String,
    /// Whether it makes runs.
    pub enabled: bool,
    /// What the agent is to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Prompt>,
    /// How its runs are configured: whole, in place of what was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_config: Option<AgentConfig>,
    /// The agent that executes its runs. An empty text clears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub agent_uid: Option<Clearable<AgentId>>,
    /// Labels of its runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<RunMetadata>,
    /// Kept, without meaning here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<RunMode>,
}

/// The query of `GET /api/v1/agent/schedules/preview`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PreviewSchedule {
    /// Minute, hour, day of the month, month and day of the week, in UTC.
    pub cron_schedule: String,
}

impl CreateSchedule {
    /// Whether there is something to do.
    #[must_use]
    pub fn has_task(&self) -> bool {
        !self.prompt.is_blank() || self.agent_config.as_ref().is_some_and(|config| config.skill().is_some())
    }
}

impl UpdateSchedule {
    /// A schedule's settings after this change.
    #[must_use]
    pub fn applied_to(self, before: CreateSchedule) -> CreateSchedule {
        CreateSchedule {
            name: self.name,
            cron_schedule: self.cron_schedule,
            prompt: self.prompt.unwrap_or(before.prompt),
            agent_config: self.agent_config.or(before.agent_config),
            agent_uid: self.agent_uid.map_or(before.agent_uid, Clearable::into_option),
            enabled: None,
            metadata: self.metadata.unwrap_or(before.metadata),
            mode: self.mode.or(before.mode),
            team: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn full() -> Value {
        json!({ "name": "a", "cron_schedule": "0 9 * * *", "prompt": "p", "agent_config": { "secrets": [] },
                "agent_uid": "01890000-0000-7000-8000-000000000001", "metadata": { "k": "v" }, "mode": "plan" })
    }

    fn after(change: &Value) -> Value {
        let before: CreateSchedule = serde_json::from_value(full()).unwrap();
        let mut members = json!({ "name": "a", "cron_schedule": "0 9 * * *", "enabled": true });
        members.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let change: UpdateSchedule = serde_json::from_value(members).unwrap();
        serde_json::to_value(change.applied_to(before)).unwrap()
    }

    #[test]
    fn what_is_absent_stays() {
        assert_eq!(after(&json!({})), full());
    }

    #[test]
    fn what_is_empty_clears() {
        let cleared = after(&json!({ "prompt": "", "agent_config": {}, "agent_uid": "", "metadata": {} }));

        let expected = json!({ "name": "a", "cron_schedule": "0 9 * * *", "prompt": "", "agent_config": {},
                               "mode": "plan" });
        assert_eq!(cleared, expected);
    }

    #[test]
    fn a_prompt_or_a_skill_is_something_to_do() {
        let has = |prompt: &str, config: Value| {
            let schedule = json!({ "name": "a", "cron_schedule": "", "prompt": prompt, "agent_config": config });
            serde_json::from_value::<CreateSchedule>(schedule).unwrap().has_task()
        };

        assert!(has("p", json!({})) && has("", json!({ "skill_spec": "o/r:s" })));
        assert!(!has(" \n", json!({})) && !has("", json!({ "skills": [] })));
    }
}
