//! The query of a list of runs: repeated parameters, labels in brackets, times as programs write them.

use axum::{extract::FromRequestParts, http::request::Parts};
use oz_domain::{
    Timestamp,
    api::{ListRuns, ListRunsError, ProblemCode},
};

use crate::{clock::Moment, error::ApiError, store::RunFilter};

/// What was asked for.
pub(super) struct RunsAsked {
    /// As it came.
    pub(super) asked: ListRuns,
    /// Which runs.
    pub(super) filter: RunFilter,
}

impl<S: Sync> FromRequestParts<S> for RunsAsked {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let asked = ListRuns::from_pairs(pairs).map_err(|error| refusal(&error))?;
        let filter = filter(&asked)?;
        Ok(Self { asked, filter })
    }
}

/// The longest text that is looked for, in characters: no title is longer.
const LONGEST: usize = 500;

fn filter(asked: &ListRuns) -> Result<RunFilter, ApiError> {
    let asked = asked.clone();
    if asked.q.as_deref().is_some_and(|text| text.chars().count() > LONGEST) {
        let message = "a text to look for has at most 500 characters";
        return Err(ApiError::field(ProblemCode::InvalidRequest, "/q", "too_long", message));
    }
    Ok(RunFilter {
        created_after: time("created_after", asked.created_after.as_deref())?,
        created_before: time("created_before", asked.created_before.as_deref())?,
        updated_after: time("updated_after", asked.updated_after.as_deref())?,
        states: asked.states,
        creator: asked.creator,
        executor: asked.executor,
        environment: asked.environment_id,
        source: asked.source,
        execution_location: asked.execution_location,
        schedule: asked.schedule_id,
        ancestor: asked.ancestor_run_id,
        name: asked.name,
        model_id: asked.model_id,
        skill: asked.skill,
        query: asked.q,
        labels: asked.metadata,
        fewer: asked.fewer,
    })
}

fn time(parameter: &'static str, text: Option<&str>) -> Result<Option<Timestamp>, ApiError> {
    let rule = "must be a time, such as `2026-03-12T09:30:00Z`";
    let moment = |text| Moment::parse(text).ok_or_else(|| refusal(&ListRunsError { parameter: Some(parameter), rule }));
    Ok(text.map(moment).transpose()?.map(Moment::to_wire))
}

fn refusal(error: &ListRunsError) -> ApiError {
    let pointer = error.parameter.map(|name| format!("/{name}")).unwrap_or_default();
    let code = if error.parameter.is_some() { "wrong_type" } else { "unknown_field" };
    ApiError::field(ProblemCode::InvalidRequest, &pointer, code, error.rule)
}
