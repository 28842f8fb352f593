//! `GET /api/v1/agent/runs`: the team's runs and one's own, page by page.

use axum::{Json, extract::State};
use oz_domain::{
    RunId, RunSource, ScheduleId,
    api::{ExecutionLocation, ListRuns, PageInfo, ProblemCode, RunPage, RunSort, RunState, SortOrder},
};

use super::list_query::RunsAsked;
use crate::{
    caller::CallerOrRunner,
    error::ApiError,
    http::cursor,
    runs,
    state::AppState,
    store::{PageOfRuns, RunPageRequest},
};

const MOST: u32 = 500;
const USUAL: u32 = 20;

/// Lists the team's runs and one's own, the latest change first.
#[utoipa::path(
    get,
    path = "/api/v1/agent/runs",
    tag = "runs",
    operation_id = "list_runs",
    params(
        ("state" = Option<Vec<RunState>>, Query, description = "Only those in one of these states; as often as needed"),
        ("creator" = Option<String>, Query, description = "Only those made by this person, key or schedule"),
        ("executor" = Option<String>, Query, description = "Only those executed by this person, key or agent"),
        ("environment_id" = Option<String>, Query,
            description = "Only those in this environment; `empty-environment` for those in none"),
        ("source" = Option<RunSource>, Query, description = "Only those that came this way"),
        ("execution_location" = Option<ExecutionLocation>, Query, description = "Only those claimed there"),
        ("schedule_id" = Option<ScheduleId>, Query, description = "Only those that this schedule made"),
        ("ancestor_run_id" = Option<RunId>, Query, description = "Only those that this run started, or one that it started"),
        ("name" = Option<String>, Query, description = "Only those of this name"),
        ("model_id" = Option<String>, Query, description = "Only those with this model"),
        ("skill_spec" = Option<String>, Query, description = "Only those with this skill; also `skill`"),
        ("q" = Option<String>, Query, description = "Only those with this text in title, skill or the first 4,096 characters of the prompt"),
        ("metadata[key]" = Option<String>, Query, description = "Only those with this label; five at most"),
        ("fewer" = Option<bool>, Query, description = "Only those that got fewer secrets than they asked for"),
        ("created_after" = Option<String>, Query, description = "Only those made after this time"),
        ("created_before" = Option<String>, Query, description = "Only those made before this time"),
        ("updated_after" = Option<String>, Query, description = "Only those changed after this time"),
        ("sort_by" = Option<RunSort>, Query, description = "What to sort by (`updated_at`)"),
        ("sort_order" = Option<SortOrder>, Query, description = "In which direction (`desc`)"),
        ("limit" = Option<u32>, Query, description = "1 to 500 (20)"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, description = "One page.", body = RunPage))
)]
pub(super) async fn handler(
    CallerOrRunner(caller): CallerOrRunner,
    State(state): State<AppState>,
    RunsAsked { asked, filter }: RunsAsked,
) -> Result<Json<RunPage>, ApiError> {
    let confines = runs::sight(&caller);
    let (sort, order) = (asked.sort_by, asked.sort_order.unwrap_or(SortOrder::Desc));
    let after = asked.cursor.as_deref().map(|text| cursor::read(text, sort, order)).transpose()?;
    let limit = limit(asked.limit)?;
    check_ancestor(&state, confines, &asked).await?;
    let page = if asked.nothing {
        PageOfRuns { runs: Vec::new(), next: None }
    } else {
        state.store.list_runs(&RunPageRequest { confines, filter, sort, order, limit, after }).await?
    };
    let next_cursor = page.next.map(|position| cursor::write(sort, order, position)).transpose()?;
    let page_info = PageInfo { has_next_page: next_cursor.is_some(), next_cursor };
    let runs = page.runs.into_iter().map(|run| runs::redact(run, &caller)).collect();
    Ok(Json(RunPage { runs, page_info }))
}

fn limit(asked: Option<u32>) -> Result<u32, ApiError> {
    match asked {
        None => Ok(USUAL),
        Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(_) => {
            Err(ApiError::field(ProblemCode::InvalidRequest, "/limit", "limit_out_of_range", "must be 1 to 500"))
        }
    }
}

/// A run that nobody may know of is no ancestor.
async fn check_ancestor(
    state: &AppState,
    confines: crate::store::RunConfines,
    asked: &ListRuns,
) -> Result<(), ApiError> {
    if let Some(ancestor) = asked.ancestor_run_id {
        state.store.find_run(confines, ancestor).await?;
    }
    Ok(())
}
