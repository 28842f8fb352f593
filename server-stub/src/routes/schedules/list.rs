//! `GET /api/v1/agent/schedules`: the team's schedules and one's own, page by page.

use axum::{Json, extract::State};
use oz_domain::api::{ListSchedules, PageInfo, SchedulePage, ScheduleSort, SortOrder};

use super::describe::describe;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{Query, cursor, limit},
    state::AppState,
    store::{NamedRequest, NamedSort},
};

/// Lists the team's schedules and one's own.
#[utoipa::path(
    get,
    path = "/api/v1/agent/schedules",
    tag = "schedules",
    operation_id = "list_schedules",
    params(ListSchedules),
    responses((status = 200, description = "One page.", body = SchedulePage))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    Query(asked): Query<ListSchedules>,
) -> Result<Json<SchedulePage>, ApiError> {
    let by = asked.sort_by.unwrap_or_default();
    let (sort, usual) = match by {
        ScheduleSort::Name => (NamedSort::Name, SortOrder::Asc),
        ScheduleSort::UpdatedAt => (NamedSort::UpdatedAt, SortOrder::Desc),
    };
    let order = asked.sort_order.unwrap_or(usual);
    let after = asked.cursor.as_deref().map(|text| cursor::read(text, by, order)).transpose()?;
    let limit = limit::within(asked.limit, limit::MOST)?;
    let user = caller.person().map(|person| person.id);
    let request = NamedRequest { team: caller.team, user, query: limit::text(asked.query)?, sort, order, limit, after };
    let page = state.store.list_schedules(&request).await?;
    let next_cursor = page.next.map(|position| cursor::write(by, order, position)).transpose()?;
    let shown: Vec<_> = page.items.iter().map(|schedule| schedule.record.id).collect();
    let mut latest = state.store.latest_runs_of_schedules(caller.confines(), &shown).await?;
    let described = page.items.into_iter().map(|schedule| {
        let last_run = latest.remove(&schedule.record.id);
        describe(schedule, last_run)
    });
    Ok(Json(SchedulePage {
        schedules: described.collect(),
        page_info: PageInfo { has_next_page: next_cursor.is_some(), next_cursor },
        total: page.total,
    }))
}
