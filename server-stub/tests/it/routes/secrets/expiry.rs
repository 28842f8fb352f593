//! `expires_at` of secrets: from then on no run gets them. The clock stands at 09:30 until a test moves it.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    api::{SecretSummary, paths},
    resolve::{Reason, Resolution},
};
use serde_json::json;

use crate::harness::{Client, Runner, Stack};

const HALF_PAST_TEN: &str = "2026-03-12T10:30:00.000Z";

async fn expiring(client: &Client, name: &str) -> Result<SecretSummary> {
    let mut request = client.draft(name).await?.seal()?;
    request.expires_at = Some(HALF_PAST_TEN.parse()?);
    client.create(&request).await?.read(201)
}

async fn reason(client: &Client) -> Result<Reason> {
    let run = client.start_run(&json!({ "prompt": "x", "config": { "secrets": [{ "name": "SHORT" }] } })).await?;
    Runner::new(client)?.take(run).await?;
    let record = client.run(run).await?.secrets.context("claimed")?.rows;
    let preview: Resolution =
        client.post(paths::RESOLVE, &json!({ "config": { "secrets": [{ "name": "SHORT" }] } })).await?.read(200)?;
    anyhow::ensure!(preview.rows == record, "the preview is not the record");
    Ok(record[0].reason)
}

#[tokio::test]
async fn no_run_gets_a_secret_from_the_moment_on_at_which_it_expires() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = expiring(&admin, "SHORT").await?;
    assert_eq!(made.expires_at.as_ref().map(ToString::to_string).as_deref(), Some(HALF_PAST_TEN));

    stack.clock.advance(Duration::from_millis(3_599_999));
    assert_eq!(reason(&admin).await?, Reason::Injected);
    stack.clock.advance(Duration::from_millis(1));
    assert_eq!(reason(&admin).await?, Reason::Expired);

    let path = paths::secret(made.id);
    let never = admin.change(Method::PATCH, &path, 1).json(&json!({ "expires_at": null })).await?;
    assert_eq!(never.read::<SecretSummary>(200)?.expires_at, None);
    assert_eq!(reason(&admin).await?, Reason::Injected);
    Ok(())
}

#[tokio::test]
async fn the_moment_is_moved_and_a_minute_ahead_is_the_soonest() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(expiring(&admin, "SHORT").await?.id);
    let end = async |version, time: &str| -> Result<Option<String>> {
        let changed = admin.change(Method::PATCH, &path, version).json(&json!({ "expires_at": time })).await?;
        Ok(changed.read::<SecretSummary>(200)?.expires_at.map(|time| time.to_string()))
    };

    let later = "2026-03-12T11:30:00.000Z";
    assert_eq!(end(1, later).await?.as_deref(), Some(later));
    stack.clock.advance(Duration::from_hours(1));
    assert_eq!(reason(&admin).await?, Reason::Injected);
    let soon = "2026-03-12T10:31:00.000Z";
    assert_eq!(end(2, soon).await?.as_deref(), Some(soon));
    stack.clock.advance(Duration::from_mins(1));
    assert_eq!(reason(&admin).await?, Reason::Expired);
    Ok(())
}

#[tokio::test]
async fn what_says_nothing_of_it_changes_nothing_of_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(expiring(&admin, "SHORT").await?.id);

    let same = admin.change(Method::PATCH, &path, 1).json(&json!({ "expires_at": HALF_PAST_TEN })).await?;
    let described = admin.change(Method::PATCH, &path, 1).json(&json!({ "description": "new" })).await?;

    assert_eq!(same.read::<SecretSummary>(200)?.version, 1);
    assert!(described.read::<SecretSummary>(200)?.expires_at.is_some());
    Ok(())
}

#[tokio::test]
async fn a_moment_that_is_over_or_none_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("KEPT").await?.id);

    for wrong in
        ["2026-03-12T09:30:00.000Z", "2026-03-12T09:30:59.999Z", "2026-99-01T00:00:00.000Z", "2027-01-01", "soon"]
    {
        let changed = admin.change(Method::PATCH, &path, 1).json(&json!({ "expires_at": wrong })).await?;
        assert_eq!((changed.status.as_u16(), changed.field()?.pointer.as_str()), (422, "/expires_at"), "{wrong}");
        let mut request = serde_json::to_value(admin.draft("NEW").await?.seal()?)?;
        request["expires_at"] = json!(wrong);
        assert_eq!(admin.post(paths::SECRETS, &request).await?.field()?.pointer, "/expires_at", "{wrong}");
    }
    Ok(())
}
