//! Many at once.

use anyhow::{Result, ensure};
use axum::http::Method;
use oz_domain::api::{SecretPage, paths};
use serde_json::json;

use crate::harness::Stack;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_take_the_same_name_at_once_one_gets_it() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let (one, other) = (admin.draft("RACE").await?.seal()?, mia.draft("RACE").await?.seal()?);

    let (one, other) = tokio::join!(admin.create(&one), mia.create(&other));

    let mut statuses = [one?.status.as_u16(), other?.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_the_same_version_at_once_one_does() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let path = paths::secret(admin.team_secret("RACE").await?.id);
    let change = |description: &'static str| {
        let request = admin.change(Method::PATCH, &path, 1);
        async move { request.json(&json!({ "description": description })).await }
    };

    let (one, other) = tokio::join!(change("one"), change("other"));

    let mut statuses = [one?.status.as_u16(), other?.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_clients_write_at_once_and_nothing_is_lost() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let tasks: Vec<_> = (0..16)
        .map(|client| {
            let admin = admin.clone();
            tokio::spawn(async move {
                for at in 0..8 {
                    admin.team_secret(&format!("C{client}_{at}")).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }

    let total = admin.get(paths::SECRETS).await?.read::<SecretPage>(200)?.total;
    ensure!(total == 16 * 8, "{total} of 128");
    Ok(())
}
