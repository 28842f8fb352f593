//! `GET /api/v1/agent/environments`: the team's environments, page by page.

use axum::{Json, extract::State};
use oz_domain::api::{EnvironmentPage, EnvironmentSort, ListEnvironments, PageInfo, SortOrder};

use super::describe::Surroundings;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{Query, cursor, limit},
    state::AppState,
    store::{NamedRequest, NamedSort},
};

/// Lists the team's environments.
#[utoipa::path(
    get,
    path = "/api/v1/agent/environments",
    tag = "environments",
    operation_id = "list_environments",
    params(ListEnvironments),
    responses((status = 200, description = "One page.", body = EnvironmentPage))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    Query(asked): Query<ListEnvironments>,
) -> Result<Json<EnvironmentPage>, ApiError> {
    let by = asked.sort_by.unwrap_or_default();
    let (sort, usual) = match by {
        EnvironmentSort::Name => (NamedSort::Name, SortOrder::Asc),
        EnvironmentSort::LastUpdated => (NamedSort::UpdatedAt, SortOrder::Desc),
    };
    let order = asked.sort_order.unwrap_or(usual);
    let after = asked.cursor.as_deref().map(|text| cursor::read(text, by, order)).transpose()?;
    let limit = limit::within(asked.limit, limit::MOST)?;
    let request =
        NamedRequest { team: caller.team, user: None, query: limit::text(asked.query)?, sort, order, limit, after };
    let page = state.store.list_environments(&request).await?;
    let surroundings = Surroundings::look(&state.store, caller.confines(), None).await?;
    let next_cursor = page.next.map(|position| cursor::write(by, order, position)).transpose()?;
    Ok(Json(EnvironmentPage {
        environments: page.items.into_iter().map(|record| surroundings.describe(record)).collect(),
        page_info: PageInfo { has_next_page: next_cursor.is_some(), next_cursor },
        total: page.total,
    }))
}
