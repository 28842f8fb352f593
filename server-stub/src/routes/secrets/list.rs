//! `GET /api/v1/secrets`: the team's secrets and one's own, page by page.

use axum::{Json, extract::State};
use oz_domain::api::{ListSecrets, PageInfo, SecretPage};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{Query, cursor, limit},
    state::AppState,
    store::PageRequest,
};

const USUAL: u32 = 100;

/// Lists the team's secrets and one's own, without their values.
#[utoipa::path(
    get,
    path = "/api/v1/secrets",
    tag = "secrets",
    operation_id = "list_secrets",
    params(ListSecrets),
    responses((status = 200, description = "One page.", body = SecretPage))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    Query(asked): Query<ListSecrets>,
) -> Result<Json<SecretPage>, ApiError> {
    let (sort, order) = (asked.sort_by.unwrap_or_default(), asked.sort_order.unwrap_or_default());
    let after = asked.cursor.as_deref().map(|text| cursor::read(text, sort, order)).transpose()?;
    let request = PageRequest {
        confines: caller.confines(),
        scope: asked.scope,
        query: limit::text(asked.query)?,
        secret_type: asked.secret_type,
        enabled: asked.enabled,
        sort,
        order,
        limit: limit::within(asked.limit, USUAL)?,
        after,
    };
    let page = state.store.list_secrets(&request).await?;
    let next_cursor = page.next.map(|position| cursor::write(sort, order, position)).transpose()?;
    Ok(Json(SecretPage {
        secrets: page.secrets,
        page_info: PageInfo { has_next_page: next_cursor.is_some(), next_cursor },
        total: page.total,
    }))
}
