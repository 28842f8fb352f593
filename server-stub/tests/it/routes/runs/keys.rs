//! A runner's key: claims every run of its team, and does nothing else.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ExecutionLocation, ProblemCode, Receipt, RunPage, RunState, paths};
use serde_json::json;

use crate::harness::{Runner, Stack, variable};

#[tokio::test]
async fn a_runner_claims_anybodys_run_with_what_that_person_has() -> Result<()> {
    let stack = Stack::start().await?;
    let mia = stack.signed_in("mia@example.com").await?;
    let key = stack.runners_key().await?;
    mia.own_value("OWN", "not-a-real-value").await?;
    let run = mia.start_run(&json!({ "prompt": "x", "team": false })).await?;

    let waiting: RunPage = key.get(&format!("{}?state=QUEUED", paths::RUNS)).await?.read(200)?;
    let delivery = Runner::new(&key)?.take(run).await?;

    assert_eq!(waiting.runs[0].run_id, run);
    assert!(variable(&delivery, "OWN")? == "not-a-real-value");
    assert_eq!(mia.run(run).await?.execution_location, Some(ExecutionLocation::Remote));
    assert_eq!(Runner::new(&key)?.say(run, &Receipt::Received { variables: 1 }).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_runner_does_nothing_else() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_secret("SHARED").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let key = stack.runners_key().await?;

    for (method, path) in [
        (Method::GET, paths::SECRETS.to_owned()),
        (Method::GET, paths::secret(secret.id)),
        (Method::GET, paths::SESSION.to_owned()),
        (Method::GET, paths::SETTINGS.to_owned()),
        (Method::GET, paths::RUN_EVENTS.to_owned()),
        (Method::POST, paths::run_cancel(run)),
    ] {
        assert_eq!(key.request(method, &path).send().await?.code()?, ProblemCode::Forbidden, "{path}");
    }
    assert_eq!(key.ask_for_run(&json!({ "prompt": "x" })).await?.code()?, ProblemCode::Forbidden);
    Ok(())
}

#[tokio::test]
async fn a_browsers_session_claims_nothing_and_tells_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (waiting, claimed) =
        (admin.start_run(&json!({ "prompt": "x" })).await?, admin.start_run(&json!({ "prompt": "x" })).await?);
    Runner::new(&admin)?.take(claimed).await?;
    let session = Runner::by_credential_of(&admin)?;

    let refused = session.claim(waiting).await?;

    assert_eq!(refused.code()?, ProblemCode::Forbidden);
    assert!(refused.problem()?.detail.contains("API key"));
    assert_eq!(session.renew(claimed).await?.code()?, ProblemCode::Forbidden);
    assert_eq!(session.say(claimed, &Receipt::Received { variables: 0 }).await?.code()?, ProblemCode::Forbidden);
    assert_eq!(admin.run(waiting).await?.state, RunState::Queued);
    assert_eq!(Runner::new(&admin)?.claim(waiting).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn nobody_claims_without_a_credential() -> Result<()> {
    let stack = Stack::start().await?;
    let run = stack.admin().await?.start_run(&json!({ "prompt": "x" })).await?;

    assert_eq!(Runner::new(&stack.anonymous())?.claim(run).await?.code()?, ProblemCode::Unauthenticated);
    Ok(())
}
