//! A claim resolves at that moment: what happened to a secret since the run was made counts, and what happens beside it comes
//! as a whole before it or after.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    RunId,
    api::{SecretSummary, paths},
    resolve::Reason,
};
use serde_json::json;

use crate::harness::{Answer, Client, Runner, Stack, variable};

async fn waiting(client: &Client) -> Result<RunId> {
    client.start_run(&json!({ "prompt": "x", "config": { "secrets": [{ "name": "A" }] } })).await
}

async fn reason(client: &Client, run: RunId) -> Result<Reason> {
    Ok(client.run(run).await?.secrets.context("claimed")?.rows[0].reason)
}

async fn change(client: &Client, secret: &SecretSummary, body: &serde_json::Value) -> Result<Answer> {
    let path = format!("{}?confirm=true", paths::secret(secret.id));
    client.change(Method::PATCH, &path, secret.version).json(body).await
}

async fn delete(client: &Client, secret: &SecretSummary) -> Result<Answer> {
    let path = format!("{}?confirm=true", paths::secret(secret.id));
    client.change(Method::DELETE, &path, secret.version).send().await
}

#[tokio::test]
async fn what_was_disabled_since_the_run_was_made_is_not_delivered() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_value("A", "not-a-real-value").await?;
    let run = waiting(&admin).await?;
    assert_eq!(change(&admin, &secret, &json!({ "enabled": false })).await?.status, 200);

    assert!(Runner::new(&admin)?.take(run).await?.contents().variables.is_empty());
    assert_eq!(reason(&admin, run).await?, Reason::Disabled);
    Ok(())
}

#[tokio::test]
async fn what_expired_since_the_run_was_made_is_not_delivered() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_value("A", "not-a-real-value").await?;
    let run = waiting(&admin).await?;
    let end = json!({ "expires_at": "2026-03-12T09:31:00.000Z" });
    assert_eq!(change(&admin, &secret, &end).await?.status, 200);
    stack.clock.advance(Duration::from_mins(1));

    assert!(Runner::new(&admin)?.take(run).await?.contents().variables.is_empty());
    assert_eq!(reason(&admin, run).await?, Reason::Expired);
    Ok(())
}

#[tokio::test]
async fn what_was_deleted_and_made_again_since_the_run_was_made_is_the_new_one() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_value("A", "not-a-real-value").await?;
    let (gone, healed) = (waiting(&admin).await?, waiting(&admin).await?);
    assert_eq!(delete(&admin, &secret).await?.status, 204);

    assert!(Runner::new(&admin)?.take(gone).await?.contents().variables.is_empty());
    admin.team_value("A", "not-the-old-value").await?;
    let delivery = Runner::new(&admin)?.take(healed).await?;

    assert_eq!(reason(&admin, gone).await?, Reason::Missing);
    assert!(variable(&delivery, "A")? == "not-the-old-value");
    Ok(())
}

#[tokio::test]
async fn a_claim_beside_a_change_delivers_what_its_record_says() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for at in 0..12 {
        let secret = admin.team_value("A", "not-a-real-value").await?;
        let (run, runner) = (waiting(&admin).await?, Runner::new(&admin)?);

        let other = async {
            tokio::time::sleep(Duration::from_millis(at)).await;
            if at % 2 == 0 {
                delete(&admin, &secret).await
            } else {
                change(&admin, &secret, &json!({ "enabled": false })).await
            }
        };
        let (delivery, changed) = tokio::join!(runner.take(run), other);

        assert!(changed?.status.is_success());
        let (reason, got) = (reason(&admin, run).await?, delivery?.contents().variables.len());
        assert_eq!(got, usize::from(reason == Reason::Injected), "{reason}");
        let after: Option<SecretSummary> = admin.get(&paths::secret(secret.id)).await?.read(200).ok();
        if let Some(off) = after {
            assert_eq!(delete(&admin, &off).await?.status, 204);
        }
    }
    Ok(())
}
