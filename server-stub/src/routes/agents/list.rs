//! `GET /api/v1/agent/identities`: the team's agents, page by page.

use axum::{Json, extract::State};
use oz_domain::api::{AgentPage, AgentSort, ListAgents, PageInfo, SortOrder};

use super::describe::describe;
use crate::{
    caller::Caller,
    error::ApiError,
    http::{Query, cursor, limit},
    state::AppState,
    store::{NamedRequest, NamedSort},
};

/// Lists the team's agents.
#[utoipa::path(
    get,
    path = "/api/v1/agent/identities",
    tag = "agents",
    operation_id = "list_agents",
    params(ListAgents),
    responses((status = 200, description = "One page.", body = AgentPage))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    Query(asked): Query<ListAgents>,
) -> Result<Json<AgentPage>, ApiError> {
    let by = asked.sort_by.unwrap_or_default();
    let (sort, usual) = match by {
        AgentSort::Name => (NamedSort::Name, SortOrder::Asc),
        AgentSort::UpdatedAt => (NamedSort::UpdatedAt, SortOrder::Desc),
    };
    let order = asked.sort_order.unwrap_or(usual);
    let after = asked.cursor.as_deref().map(|text| cursor::read(text, by, order)).transpose()?;
    let limit = limit::within(asked.limit, limit::MOST)?;
    let request =
        NamedRequest { team: caller.team, user: None, query: limit::text(asked.query)?, sort, order, limit, after };
    let page = state.store.list_agents(&request).await?;
    let names = state.store.secret_names(caller.confines()).await?;
    let next_cursor = page.next.map(|position| cursor::write(by, order, position)).transpose()?;
    Ok(Json(AgentPage {
        agents: page.items.into_iter().map(|record| describe(record, &names)).collect(),
        page_info: PageInfo { has_next_page: next_cursor.is_some(), next_cursor },
        total: page.total,
    }))
}
