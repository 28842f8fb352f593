//! The runs that schedules make. The clock stands at Thursday, 12 March 2026, 09:30, until a test moves it.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    RunSource,
    api::{ProblemCode, PublicScopeKind, RunItem, RunPage, RunState, Schedule, SchedulePage, paths},
    resolve::Reason,
};
use oz_server_stub::{Clock, spawn_due};
use serde_json::json;

use super::schedule;
use crate::harness::{Client, Runner, Stack};

const MOMENT: Duration = Duration::from_millis(1);
const SHORTLY_BEFORE_NINE: Duration = Duration::from_millis((23 * 60 + 30) * 60_000 - 1);
pub(in crate::routes) const TO_NINE: Duration = Duration::from_mins(23 * 60 + 30);

pub(super) async fn runs(client: &Client) -> Result<Vec<RunItem>> {
    Ok(client.get(paths::RUNS).await?.read::<RunPage>(200)?.runs)
}

pub(in crate::routes) async fn shown(client: &Client, schedule: &Schedule) -> Result<Schedule> {
    client.get(&paths::schedule(schedule.id)).await?.read(200)
}

#[tokio::test]
async fn a_schedule_makes_a_run_at_its_time_and_not_before() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({ "metadata": { "k": "v" }, "agent_config": { "name": "label" } })).await?;

    stack.clock.advance(SHORTLY_BEFORE_NINE);
    assert_eq!(spawn_due(stack.state()).await?, 0);
    stack.clock.advance(MOMENT);
    assert_eq!((spawn_due(stack.state()).await?, spawn_due(stack.state()).await?), (1, 0));

    let admin = stack.admin().await?;
    let run = runs(&admin).await?.pop().context("a run")?;
    assert_eq!((run.state, run.source), (RunState::Queued, RunSource::ScheduledAgent));
    assert_eq!((run.title.as_str(), run.prompt.as_str()), ("nightly", "Do it."));
    assert_eq!((run.metadata, run.agent_config.name.as_deref()), (made.metadata.clone(), Some("label")));
    let by = run.schedule.context("made by a schedule")?;
    assert_eq!((by.schedule_id, by.schedule_name.as_str()), (made.id, "nightly"));
    let after = shown(&admin, &made).await?;
    assert_eq!(after.history.last_ran, made.history.next_run);
    assert_eq!(after.history.next_run.map(|time| time.to_string()).as_deref(), Some("2026-03-14T09:00:00.000Z"));
    assert_eq!((after.version, after.updated_at), (1, made.updated_at));
    Ok(())
}

#[tokio::test]
async fn all_times_that_were_missed_make_one_run() -> Result<()> {
    let stack = Stack::start().await?;
    let made = schedule(&stack.admin().await?, &json!({ "cron_schedule": "*/5 * * * *" })).await?;

    stack.clock.advance(Duration::from_hours(72));

    assert_eq!((spawn_due(stack.state()).await?, spawn_due(stack.state()).await?), (1, 0));
    let after = shown(&stack.admin().await?, &made).await?;
    assert_eq!(after.history.next_run.map(|time| time.to_string()).as_deref(), Some("2026-03-15T09:35:00.000Z"));
    Ok(())
}

#[tokio::test]
async fn a_paused_schedule_makes_none_and_makes_up_for_none() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({})).await?;
    admin.request(Method::POST, &paths::schedule_pause(made.id)).send().await?;

    stack.clock.advance(Duration::from_hours(72));
    let admin = stack.admin().await?;
    assert_eq!(spawn_due(stack.state()).await?, 0);
    admin.request(Method::POST, &paths::schedule_resume(made.id)).send().await?;

    assert_eq!(spawn_due(stack.state()).await?, 0);
    Ok(())
}

#[tokio::test]
async fn nobody_stands_behind_a_schedules_run_whoever_made_the_schedule() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.own_value("OWN", "not-a-real-value").await?;
    admin.team_value("TEAMS", "not-a-real-value").await?;
    schedule(
        &admin,
        &json!({ "agent_config": { "secrets": [{ "name": "OWN", "scope": "personal" }, { "name": "TEAMS" }] } }),
    )
    .await?;
    stack.clock.advance(TO_NINE);
    spawn_due(stack.state()).await?;
    let admin = stack.admin().await?;
    let run = runs(&admin).await?.pop().context("a run")?.run_id;

    let own_claim = Runner::new(&admin)?.claim(run).await?;
    Runner::new(&stack.runners_key().await?)?.take(run).await?;

    assert_ne!(own_claim.status, 200);
    let rows = admin.run(run).await?.secrets.context("claimed")?.rows;
    let reasons: Vec<_> = rows.iter().map(|row| (&*row.name, row.reason)).collect();
    assert_eq!(reasons, [("OWN", Reason::PersonalWithoutUser), ("TEAMS", Reason::Injected)]);
    Ok(())
}

#[tokio::test]
async fn a_schedule_shows_its_last_run_and_what_the_last_claimed_one_got() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.own_value("OWN", "not-a-real-value").await?;
    admin.team_value("TEAMS", "not-a-real-value").await?;
    let made = schedule(&admin, &json!({})).await?;
    schedule(&admin, &json!({ "name": "another" })).await?;
    stack.clock.advance(TO_NINE);
    spawn_due(stack.state()).await?;
    let admin = stack.admin().await?;
    let waiting = shown(&admin, &made).await?.last_run.context("a run")?;
    assert_eq!((made.last_run.clone(), waiting.state, waiting.got), (None, RunState::Queued, None));

    Runner::new(&stack.runners_key().await?)?.take(waiting.run_id).await?;
    stack.clock.advance(Duration::from_hours(24));
    spawn_due(stack.state()).await?;

    let admin = stack.admin().await?;
    let last = shown(&admin, &made).await?.last_run.context("a run")?;
    assert_ne!(last.run_id, waiting.run_id);
    assert_eq!((last.state, last.got.clone()), (RunState::Queued, Some(vec!["TEAMS".to_owned()])));
    let listed = admin.get(paths::SCHEDULES).await?.read::<SchedulePage>(200)?.schedules;
    let of = |name: &str| listed.iter().find(|one| one.name.as_str() == name).and_then(|one| one.last_run.clone());
    assert_eq!(of("nightly"), Some(last));
    assert_eq!(of("another").context("a run")?.got, None);
    Ok(())
}

#[tokio::test]
async fn a_run_of_ones_own_schedule_is_seen_by_nobody_else() -> Result<()> {
    let stack = Stack::start().await?;
    schedule(&stack.signed_in("mia@example.com").await?, &json!({ "team": false })).await?;
    stack.clock.advance(TO_NINE);

    assert_eq!(spawn_due(stack.state()).await?, 1);

    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let run = runs(&mia).await?.pop().context("a run")?;
    assert_eq!(run.scope.kind, PublicScopeKind::User);
    assert!(runs(&admin).await?.is_empty());
    assert_eq!(admin.get(&paths::run(run.run_id)).await?.code()?, ProblemCode::NotFound);
    Ok(())
}

#[tokio::test]
async fn more_schedules_than_are_looked_at_together_all_make_their_runs() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for _ in 0..101 {
        schedule(&admin, &json!({})).await?;
    }

    stack.clock.advance(TO_NINE);

    assert_eq!(spawn_due(stack.state()).await?, 101);
    Ok(())
}

#[tokio::test]
async fn what_was_looked_at_before_somebody_else_moved_it_on_is_not_moved_on_again() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = schedule(&admin, &json!({})).await?;
    stack.clock.advance(TO_NINE);
    let seen = stack.store.due_schedules(&stack.clock.now().to_wire(), 9).await?.pop().context("due")?;
    spawn_due(stack.state()).await?;
    let before = shown(&stack.admin().await?, &made).await?;

    stack.store.note_spawn_error(&seen, "too late", None, &stack.machine()).await?;

    assert_eq!(shown(&stack.admin().await?, &made).await?, before);
    Ok(())
}
