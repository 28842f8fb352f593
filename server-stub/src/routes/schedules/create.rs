//! `POST /api/v1/agent/schedules`: a new schedule.

use axum::{extract::State, http::StatusCode, response::Response};
use oz_domain::{
    Owner, ScheduleId,
    api::{CreateSchedule, ProblemCode, Schedule},
};

use super::{describe::whole, fields};
use crate::{
    caller::Caller,
    clock::Moment,
    error::ApiError,
    http::{IdempotencyKey, Json, Replay, again, etag},
    random::NewId,
    schedules::Cron,
    state::AppState,
    store::{Record, ScheduleRecord},
};

/// Creates a schedule.
///
/// Nobody stands behind the runs that it makes: they get no personal secrets. With an `Idempotency-Key`, the same request
/// within 24 hours gets the same answer and creates nothing more.
#[utoipa::path(
    post,
    path = "/api/v1/agent/schedules",
    tag = "schedules",
    operation_id = "create_schedule",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters")),
    request_body = CreateSchedule,
    responses(
        (status = 201, description = "Created.", body = Schedule,
            headers(("etag" = String, description = "Its version"))),
    )
)]
pub(super) async fn handler(
    caller: Caller,
    State(state): State<AppState>,
    key: IdempotencyKey,
    Json { body, hash }: Json<CreateSchedule>,
) -> Result<Response, ApiError> {
    caller.refuse_agents()?;
    let replay = Replay::of(&caller, key, hash, StatusCode::CREATED);
    if let Some(before) = replay.before(&state.store).await? {
        return Ok(before);
    }
    let owner = owner(&caller, body.team)?;
    let cron = fields::cron(&body.cron_schedule, caller.now)?;
    fields::task(&body)?;
    fields::lengths(&body)?;
    fields::choices(&state.store, &caller, owner, &body).await?;

    let new = record(&caller, owner, &cron, body);
    let schedule = whole(new.clone(), None, caller.now);
    let tag = etag(schedule.version);
    let answer = serde_json::to_string(&schedule).map_err(|error| ApiError::internal(&error))?;
    let kept = state.store.insert_schedule(&new, replay.remember(&tag, &answer).as_ref(), &caller.actor()).await?;
    Ok(kept.map_or_else(|| replay.first(&tag, answer), again))
}

fn owner(caller: &Caller, team: Option<bool>) -> Result<Owner, ApiError> {
    if team != Some(false) {
        return Ok(Owner::Team(caller.team));
    }
    let person = caller.person().ok_or_else(|| {
        let message = "only a person has schedules of their own; leave out `team`";
        ApiError::field(ProblemCode::Invalid, "/team", "no_person", message)
    })?;
    Ok(Owner::User(person.id))
}

fn record(caller: &Caller, owner: Owner, cron: &Cron, body: CreateSchedule) -> ScheduleRecord {
    let (now, by) = (caller.now.to_wire(), caller.signature());
    let enabled = body.enabled != Some(false);
    ScheduleRecord {
        owner,
        enabled,
        next_run: cron.next_after(caller.now).filter(|_| enabled).map(Moment::to_wire),
        last_ran: None,
        last_spawn_error: None,
        record: Record {
            id: ScheduleId::generate(caller.now),
            team: caller.team,
            config: CreateSchedule { enabled: None, team: None, ..body },
            version: 1,
            created_at: now.clone(),
            created_by: by.clone(),
            updated_at: now,
            updated_by: by,
        },
    }
}
