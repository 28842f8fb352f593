//! Starts a run: what the two paths for it share.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use oz_domain::{
    RunId,
    api::{CreateRun, CreatedRun, RunState},
};

use crate::{
    caller::Caller,
    error::ApiError,
    http::{IdempotencyKey, Json, Replay, again},
    random::NewId,
    runs,
    state::AppState,
};

/// Keeps the run that was asked for, unless it was asked for before, and answers.
pub(super) async fn start(
    caller: &Caller,
    state: &AppState,
    key: IdempotencyKey,
    headers: &HeaderMap,
    Json { body, hash }: Json<CreateRun>,
) -> Result<Response, ApiError> {
    let replay = Replay::of(caller, key, hash, StatusCode::OK);
    if let Some(before) = replay.before(&state.store).await? {
        return Ok(before);
    }
    let id = RunId::generate(caller.now);
    let run = runs::plan(state, &runs::origin(caller, headers), id, body).await?;
    let created = CreatedRun { run_id: id, task_id: id, state: RunState::Queued, at_capacity: false };
    let answer = serde_json::to_string(&created).map_err(|error| ApiError::internal(&error))?;
    let before = state.store.insert_run(&run, replay.remember("", &answer).as_ref(), &caller.actor()).await?;
    if let Some(before) = before {
        return Ok(again(before));
    }
    state.run_events.tell(id, run.team);
    Ok(replay.first("", answer))
}
