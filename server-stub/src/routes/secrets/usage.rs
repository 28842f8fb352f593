//! `GET /api/v1/secrets/{id}/usage`: who gets this?

use axum::{Json, extract::State};
use oz_domain::{
    SecretId,
    api::{NamedAgent, NamedEnvironment, NamedSchedule, RunThatGotIt, SecretSummary, SecretUsage},
    resolve::{Catalog, Use},
};
use tokio::task::spawn_blocking;

use super::world::World;
use crate::{caller::Caller, error::ApiError, http::IdPath, runs, state::AppState};

/// How many kinds of runs are looked at; `looked_at` says how many there were.
const MOST_KINDS: usize = 2000;

/// Says who gets a secret: runs without and with an environment, by each agent, started by whoever asks or by nobody; those of
/// each schedule; and of a credential, runs that choose it to sign in with.
///
/// The first 2,000 kinds of runs are looked at, one request at a time. Runs with a list of their own are not among them. Environments, agents and schedules that ask for the secret and don't
/// get it are.
#[utoipa::path(
    get,
    path = "/api/v1/secrets/{id}/usage",
    tag = "secrets",
    operation_id = "get_secret_usage",
    params(("id" = SecretId, Path, description = "The secret's id")),
    responses((status = 200, description = "Who gets it, and who should and doesn't.", body = SecretUsage))
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    IdPath(id): IdPath<SecretId>,
) -> Result<Json<SecretUsage>, ApiError> {
    let secret = state.store.find_secret(caller.confines(), id).await?;
    let seat = state.usage.seat().await;
    let world = World::load(&caller, &state).await?;
    let recent_runs = state.store.recent_runs_with(runs::sight(&caller), id).await?;
    // Many kinds of runs with long lists keep a processor busy for a while.
    let work = move || {
        let _seat = seat;
        usage(&world, &secret, recent_runs)
    };
    let usage = spawn_blocking(work).await;
    usage.map(Json).map_err(|error| ApiError::internal(&error))
}

fn usage(world: &World, secret: &SecretSummary, recent_runs: Vec<RunThatGotIt>) -> SecretUsage {
    let candidates = world.candidates();
    let auth = world.signing_in_with(secret);
    let kinds: Vec<_> = world.kinds(auth.as_ref()).take(MOST_KINDS).collect();
    let looked_at = kinds.len() as u64;
    let mut uses = Catalog::of(&candidates).who_gets(secret.id, kinds);
    uses.retain(|used| used.row.is_injected() || used.row.via.is_some());
    SecretUsage {
        secret_id: secret.id,
        environments: named_environments(world, &uses),
        agents: named_agents(world, &uses),
        schedules: named_schedules(world, &uses),
        uses,
        looked_at,
        recent_runs,
    }
}

fn named_environments(world: &World, uses: &[Use]) -> Vec<NamedEnvironment> {
    let named = world.environments.iter().filter(|of| uses.iter().any(|used| used.run.environment == Some(of.id)));
    named.map(|of| NamedEnvironment { id: of.id, name: of.config.name.to_string() }).collect()
}

fn named_agents(world: &World, uses: &[Use]) -> Vec<NamedAgent> {
    let named = world.agents.iter().filter(|of| uses.iter().any(|used| used.run.agent == Some(of.id)));
    named.map(|of| NamedAgent { id: of.id, name: of.config.name.to_string() }).collect()
}

fn named_schedules(world: &World, uses: &[Use]) -> Vec<NamedSchedule> {
    let named = world.schedules.iter().filter(|of| uses.iter().any(|used| used.run.schedule == Some(of.id)));
    named.map(|of| NamedSchedule { id: of.id, name: of.name.clone() }).collect()
}
