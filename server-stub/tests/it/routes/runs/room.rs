//! What doesn't fit into a run, or can't be opened, at a claim.

use anyhow::{Context, Result};
use oz_domain::{
    api::{RunErrorCode, RunState},
    resolve::Reason,
};
use oz_server_stub::NewSecret;
use serde_json::json;

use crate::harness::{Client, Runner, Stack, variable};

const LONG: usize = 131_000;

async fn reasons(client: &Client, run: oz_domain::RunId) -> Result<Vec<(String, Reason)>> {
    let rows = client.run(run).await?.secrets.context("claimed")?.rows;
    Ok(rows.into_iter().map(|row| (row.name.into_owned(), row.reason)).collect())
}

#[tokio::test]
async fn what_no_longer_fits_is_left_out_and_what_comes_after_it_and_fits_is_delivered() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for at in 0..10 {
        admin.team_value(&format!("LONG_{at}"), &"x".repeat(LONG)).await?;
    }
    admin.team_value("SHORT", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;

    let delivery = Runner::new(&admin)?.take(run).await?;

    assert_eq!(delivery.contents().variables.len(), 9);
    assert!(variable(&delivery, "SHORT")? == "not-a-real-value");
    let left_out: Vec<_> =
        reasons(&admin, run).await?.into_iter().filter(|(_, why)| *why != Reason::Injected).collect();
    let too_large = |name: &str| (name.to_owned(), Reason::EnvironmentTooLarge);
    assert_eq!(left_out, [too_large("LONG_8"), too_large("LONG_9")]);
    assert!(admin.run(run).await?.secrets.is_some_and(|secrets| secrets.fewer));
    Ok(())
}

#[tokio::test]
async fn what_is_required_is_fitted_in_first_and_fails_the_run_when_it_does_not_fit() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let reference = |at: usize| json!({ "name": format!("LONG_{at}"), "required": at >= 2 });
    for at in 0..11 {
        admin.team_value(&format!("LONG_{at}"), &"x".repeat(LONG)).await?;
    }
    let config = |count: usize| json!({ "secrets": (0..count).map(reference).collect::<Vec<_>>() });
    let fits = admin.start_run(&json!({ "prompt": "x", "config": config(10) })).await?;
    let fails = admin.start_run(&json!({ "prompt": "x", "config": config(11) })).await?;

    Runner::new(&admin)?.take(fits).await?;
    let refused = Runner::new(&admin)?.claim(fails).await?;

    let first_two = reasons(&admin, fits).await?;
    assert!(first_two[..2].iter().all(|(_, why)| *why == Reason::EnvironmentTooLarge), "{first_two:?}");
    assert!(first_two[2..10].iter().all(|(_, why)| *why == Reason::Injected), "{first_two:?}");
    assert_eq!((refused.status.as_u16(), refused.field()?.code.as_str()), (422, "environment_too_large"));
    let item = admin.run(fails).await?;
    assert_eq!(item.state, RunState::Failed);
    assert_eq!(item.status_message.and_then(|status| status.error_code), Some(RunErrorCode::EnvironmentSetupFailed));
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_opened_is_left_out_with_that_reason() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("GOOD", "not-a-real-value").await?;
    let good = admin.team_secret("OTHER").await?;
    let (bad, another) = (admin.draft("BAD").await?.seal()?, admin.draft("ANOTHER").await?.seal()?);
    let summary =
        oz_domain::api::SecretSummary { id: bad.id, name: "BAD".to_owned(), kid: another.envelope.kid(), ..good };
    let envelope = serde_json::to_string(&another.envelope)?;
    stack.store.insert_secret(NewSecret { summary: &summary, envelope: &envelope }, None, &stack.machine()).await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;

    let delivery = Runner::new(&admin)?.take(run).await?;

    assert_eq!(delivery.contents().variables.len(), 2);
    assert!(reasons(&admin, run).await?.contains(&("BAD".to_owned(), Reason::CannotOpen)));
    Ok(())
}
