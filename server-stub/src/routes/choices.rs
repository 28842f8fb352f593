//! What agents and schedules choose by name or id, checked against what is there.

use oz_domain::{
    EnvironmentId, Harness, HarnessAuthSecrets,
    api::{FieldProblem, ProblemCode},
};

use crate::{
    caller::Caller,
    error::{ApiError, field_problem},
    store::{Store, StoreError},
};

/// What was chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choices<'a> {
    /// What runs start in.
    pub(super) environment: Option<&'a str>,
    /// What their harnesses sign in with.
    pub(super) auth: Option<&'a HarnessAuthSecrets>,
    /// The JSON Pointer of the object that says so.
    pub(super) within: &'static str,
}

/// Refuses an environment that isn't there, and auth secrets that their harnesses can't sign in with. A secret that isn't
/// there yet may still come.
pub(super) async fn check(store: &Store, caller: &Caller, chosen: Choices<'_>) -> Result<(), ApiError> {
    let mut problems = Vec::new();
    if let Some(id) = chosen.environment
        && !exists(store, caller, id).await?
    {
        let pointer = format!("{}/environment_id", chosen.within);
        problems.push(field_problem(&pointer, "unknown_environment", "there is no environment with this id"));
    }
    if let Some(auth) = chosen.auth {
        for harness in Harness::ALL {
            problems.extend(wrong_type(store, caller, chosen.within, harness, auth).await?);
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(ApiError::fields(ProblemCode::Invalid, problems)) }
}

async fn exists(store: &Store, caller: &Caller, id: &str) -> Result<bool, ApiError> {
    let Ok(id) = id.parse::<EnvironmentId>() else {
        return Ok(false);
    };
    match store.find_environment(caller.team, id).await {
        Err(StoreError::NotFound) => Ok(false),
        found => Ok(found.map(|_| true)?),
    }
}

async fn wrong_type(
    store: &Store,
    caller: &Caller,
    within: &str,
    harness: Harness,
    auth: &HarnessAuthSecrets,
) -> Result<Option<FieldProblem>, ApiError> {
    let (Some(member), Some(name)) = (harness.auth_member(), auth.name_for(harness)) else {
        return Ok(None);
    };
    // Nobody stands behind the runs of schedules and agents, so no personal secret can be meant.
    let Some(found) = store.type_of_teams_secret(caller.team, name).await? else {
        return Ok(None);
    };
    Ok((!harness.accepts(found)).then(|| {
        let message = format!("{} can't sign in with a secret of type `{found}`", harness.label());
        field_problem(&format!("{within}/harness_auth_secrets/{member}"), "wrong_type_for_harness", message)
    }))
}
