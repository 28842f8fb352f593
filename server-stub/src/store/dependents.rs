//! What stops working when an environment or an agent is deleted. Lists only what the caller may know of.

use oz_domain::{
    AgentId, EnvironmentId,
    api::{Dependent, DependentKind},
};
use sqlx::Transaction;

use super::{error::StoreError, pool::Db, secrets::Confines};

/// Whether the caller wants something deleted or disabled although something else needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// They know, and want it.
    Yes,
    /// They may not know.
    No,
}

impl From<bool> for Confirmed {
    fn from(confirm: bool) -> Self {
        if confirm { Self::Yes } else { Self::No }
    }
}

const OF_ENVIRONMENT: &str = "SELECT 'agent' AS kind, id, name FROM agent WHERE environment_id = $1 AND team_id = $2 \
     UNION ALL SELECT 'schedule', id, name FROM schedule WHERE environment_id = $1 AND team_id = $2 \
     AND (owner_kind = 'team' OR owner_id = $3) \
     UNION ALL SELECT 'run', id, title FROM run WHERE environment_id = $1 AND team_id = $2 AND state = 'QUEUED' \
     AND (private_to IS NULL OR private_to = $3) ORDER BY 1, 3, 2";

const OF_AGENT: &str = "SELECT 'schedule' AS kind, id, name FROM schedule WHERE agent_id = $1 AND team_id = $2 \
     AND (owner_kind = 'team' OR owner_id = $3) \
     UNION ALL SELECT 'run', id, title FROM run WHERE agent_id = $1 AND team_id = $2 AND state = 'QUEUED' \
     AND (private_to IS NULL OR private_to = $3) ORDER BY 1, 3, 2";

/// What needs an environment.
pub(super) async fn of_environment(
    tx: &mut Transaction<'static, Db>,
    confines: Confines,
    id: EnvironmentId,
) -> Result<Vec<Dependent>, StoreError> {
    let rows = sqlx::query_as(OF_ENVIRONMENT)
        .bind(id.to_string())
        .bind(confines.team.to_string())
        .bind(confines.user.map(|user| user.to_string()))
        .fetch_all(&mut **tx)
        .await?;
    rows.into_iter().map(dependent).collect()
}

/// What needs an agent.
pub(super) async fn of_agent(
    tx: &mut Transaction<'static, Db>,
    confines: Confines,
    id: AgentId,
) -> Result<Vec<Dependent>, StoreError> {
    let rows = sqlx::query_as(OF_AGENT)
        .bind(id.to_string())
        .bind(confines.team.to_string())
        .bind(confines.user.map(|user| user.to_string()))
        .fetch_all(&mut **tx)
        .await?;
    rows.into_iter().map(dependent).collect()
}

/// Refuses if there is any.
pub(super) fn refuse(dependents: Vec<Dependent>) -> Result<(), StoreError> {
    if dependents.is_empty() { Ok(()) } else { Err(StoreError::InUse(dependents)) }
}

/// A dependent from its columns.
pub(super) fn dependent((kind, id, name): (String, String, String)) -> Result<Dependent, StoreError> {
    let kind = match kind.as_str() {
        "environment" => DependentKind::Environment,
        "agent" => DependentKind::Agent,
        "schedule" => DependentKind::Schedule,
        "run" => DependentKind::Run,
        _ => return Err(StoreError::Unreadable("kind")),
    };
    Ok(Dependent { kind, id, name })
}
