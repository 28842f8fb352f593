//! How much there may be of what is counted and looked through.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, paths};
use oz_server_stub::{Limits, spawn_due};
use serde_json::json;

use super::{agents::agent, environments::environment, schedules};
use crate::harness::{Answer, Runner, Stack, TeamKey};

const FEW: Limits =
    Limits { secrets: 2, environments: 2, agents: 2, schedules: 2, waiting_runs: 3, waiting_runs_of_one: 2 };

fn full(answer: &Answer, code: ProblemCode) -> Result<()> {
    let problem = answer.problem()?;
    assert_eq!((problem.code, problem.status), (code, code.status()));
    assert!(problem.detail.contains("can't be more"), "{}", problem.detail);
    Ok(())
}

#[tokio::test]
async fn each_owner_has_so_many_secrets() -> Result<()> {
    let stack = Stack::start().await?.with_limits(FEW);
    let admin = stack.admin().await?;
    let first = admin.team_secret("ONE").await?;
    admin.team_secret("TWO").await?;

    let refused = admin.create(&admin.draft("THREE").await?.seal()?).await?;

    full(&refused, ProblemCode::LimitReached)?;
    assert_eq!(refused.header("x-should-retry"), Some("false"));
    admin.own_secret("THREE").await?;
    admin.change(Method::DELETE, &paths::secret(first.id), 1).send().await?;
    admin.team_secret("THREE").await?;
    Ok(())
}

#[tokio::test]
async fn a_team_has_so_many_environments_agents_and_schedules() -> Result<()> {
    let stack = Stack::start().await?.with_limits(FEW);
    let admin = stack.admin().await?;
    for name in ["a", "b"] {
        environment(&admin, name).await?;
        agent(&admin, name).await?;
        schedules::schedule(&admin, &json!({ "name": name })).await?;
    }

    for (path, body) in [
        (paths::ENVIRONMENTS, json!({ "name": "c" })),
        (paths::AGENTS, json!({ "name": "c" })),
        (paths::SCHEDULES, schedules::daily(&json!({ "name": "c", "team": false }))),
    ] {
        full(&admin.post(path, &body).await?, ProblemCode::LimitReached)?;
    }
    Ok(())
}

#[tokio::test]
async fn so_many_runs_wait_and_nobody_takes_the_places_of_all() -> Result<()> {
    let stack = Stack::start().await?.with_limits(FEW);
    let admin = stack.admin().await?;
    let (key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    let (request, mut waiting) = (json!({ "prompt": "x" }), Vec::new());
    for _ in 0..2 {
        waiting.push(key.start_run(&request).await?);
    }

    full(&key.ask_for_run(&request).await?, ProblemCode::TooMany)?;
    admin.start_run(&request).await?;
    full(&admin.ask_for_run(&request).await?, ProblemCode::TooMany)?;
    Runner::new(&key)?.take(waiting[0]).await?;
    admin.start_run(&request).await?;
    Ok(())
}

#[tokio::test]
async fn a_schedule_says_that_too_many_runs_wait_and_others_go_on() -> Result<()> {
    let stack = Stack::start().await?.with_limits(Limits { waiting_runs: 1, ..FEW });
    let admin = stack.admin().await?;
    let (one, other) = (
        schedules::schedule(&admin, &json!({ "name": "a" })).await?,
        schedules::schedule(&admin, &json!({ "name": "b" })).await?,
    );
    stack.clock.advance(schedules::TO_NINE);

    assert_eq!(spawn_due(stack.state()).await?, 1);

    let admin = stack.admin().await?;
    let mut errors = Vec::new();
    for schedule in [one, other] {
        errors.extend(schedules::shown(&admin, &schedule).await?.last_spawn_error);
    }
    assert!(matches!(&errors[..], [why] if why.contains("runs that wait for a runner")), "{errors:?}");
    Ok(())
}
