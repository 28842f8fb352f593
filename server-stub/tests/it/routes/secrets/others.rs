//! Somebody else's personal secret: to everybody else, it isn't there.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{ProblemCode, SecretPage, paths};
use serde_json::json;

use crate::harness::Stack;

#[tokio::test]
async fn a_personal_secret_is_found_by_nobody_else_not_even_an_administrator() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let own = mia.own_secret("OWN").await?;
    let path = paths::secret(own.id);
    let replacement = admin.draft("").await?.replacement(&own)?;

    let answers = [
        admin.get(&path).await?,
        admin.change(Method::PATCH, &path, 1).json(&json!({ "enabled": false })).await?,
        admin.change(Method::PATCH, &path, 9).json(&json!({ "enabled": false })).await?,
        admin.change(Method::PUT, &paths::secret_value(own.id), 1).json(&replacement).await?,
        admin.change(Method::DELETE, &path, 1).send().await?,
        admin.change(Method::DELETE, &path, 9).send().await?,
    ];

    for answer in answers {
        assert_eq!(answer.code()?, ProblemCode::NotFound);
    }
    assert_eq!(mia.get(&path).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn nobody_elses_personal_secret_is_listed_or_counted() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    mia.own_secret("MIAS").await?;
    admin.own_secret("ADMINS").await?;
    admin.team_secret("TEAMS").await?;

    for (client, own) in [(&mia, "MIAS"), (&admin, "ADMINS")] {
        for query in ["", "?scope=personal", "?query=s", "?sort_by=updated_at&sort_order=desc"] {
            let page: SecretPage = client.get(&format!("{}{query}", paths::SECRETS)).await?.read(200)?;
            let names: Vec<_> = page.secrets.iter().map(|secret| secret.name.as_str()).collect();
            assert!(names.iter().all(|name| [own, "TEAMS"].contains(name)), "{query}: {names:?}");
            assert_eq!(page.total, names.len() as u64, "{query}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_id_is_not_found_either() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let id = admin.team_secret("FOUND").await?.id.to_string();

    for other in ["nonsense", "01890000-0000-7000-8000-000000000001", &id.to_uppercase(), "%00", "..", "'--"] {
        let answer = admin.get(&format!("{}/{other}", paths::SECRETS)).await?;
        assert_eq!(answer.code()?, ProblemCode::NotFound, "{other}");
    }
    Ok(())
}

#[tokio::test]
async fn a_teammate_shares_the_teams_secrets() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let shared = admin.team_secret("SHARED").await?;

    let answer =
        mia.change(Method::PATCH, &paths::secret(shared.id), 1).json(&json!({ "description": "by Mia" })).await?;

    assert_eq!(answer.status, 200);
    Ok(())
}
