//! `GET /api/v1/secrets`: filters and sorting.

use std::time::Duration;

use anyhow::Result;
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{ProblemCode, SecretPage, paths},
};
use serde_json::json;

use crate::harness::{Client, Stack};

async fn names(client: &Client, query: &str) -> Result<Vec<String>> {
    let page: SecretPage = client.get(&format!("{}?{query}", paths::SECRETS)).await?.read(200)?;
    assert_eq!(page.total, page.secrets.len() as u64);
    Ok(page.secrets.into_iter().map(|secret| secret.name).collect())
}

#[tokio::test]
async fn an_empty_list_is_a_list() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    assert_eq!(
        admin.get(paths::SECRETS).await?.text(),
        r#"{"secrets":[],"page_info":{"has_next_page":false},"total":0}"#
    );
    Ok(())
}

#[tokio::test]
async fn names_are_sorted_letter_case_aside() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for name in ["beta", "ALPHA", "Gamma"] {
        admin.team_secret(name).await?;
    }
    admin.own_secret("Beta").await?;

    let up = names(&admin, "").await?;
    let mut down = names(&admin, "sort_by=name&sort_order=desc").await?;
    down.reverse();

    assert_eq!(up.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>(), ["alpha", "beta", "beta", "gamma"]);
    assert_eq!(up, down);
    Ok(())
}

#[tokio::test]
async fn the_last_change_can_come_first() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let first = admin.team_secret("FIRST").await?;
    stack.clock.advance(Duration::from_secs(1));
    admin.own_secret("SECOND").await?;
    stack.clock.advance(Duration::from_secs(1));
    admin.change(Method::PATCH, &paths::secret(first.id), 1).json(&json!({ "enabled": false })).await?;

    assert_eq!(names(&admin, "sort_by=updated_at&sort_order=desc").await?, ["FIRST", "SECOND"]);
    assert_eq!(names(&admin, "sort_by=created_at&sort_order=desc").await?, ["SECOND", "FIRST"]);
    assert_eq!(names(&admin, "sort_by=created_at").await?, ["FIRST", "SECOND"]);
    Ok(())
}

#[tokio::test]
async fn a_search_looks_into_names_and_descriptions_letter_case_aside() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for (name, description) in [("DEPLOY_TOKEN", "für Straßen 100%"), ("NPM", "publishes ÄPFEL"), ("DEPLOYXTOKEN", "")]
    {
        let mut request = admin.draft(name).await?.seal()?;
        request.description = description.parse()?;
        admin.create(&request).await?;
    }

    assert_eq!(names(&admin, "query=deploy_").await?, ["DEPLOY_TOKEN"]);
    assert_eq!(names(&admin, "query=%C3%A4pfel").await?, ["NPM"]);
    assert_eq!(names(&admin, "query=100%25").await?, ["DEPLOY_TOKEN"]);
    assert_eq!(names(&admin, "query=%5C").await?, Vec::<String>::new());
    assert_eq!(names(&admin, "query=").await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn scope_type_and_state_narrow_the_list() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut typed = admin.draft("typed").await?;
    typed.secret_type = SecretType::AnthropicApiKey;
    typed.json = r#"{"api_key":"not-a-real-key"}"#.to_owned();
    admin.create(&typed.seal()?).await?;
    admin.own_secret("OWN").await?;
    let off = admin.team_secret("OFF").await?;
    admin.change(Method::PATCH, &paths::secret(off.id), 1).json(&json!({ "enabled": false })).await?;

    assert_eq!(names(&admin, "scope=personal").await?, ["OWN"]);
    assert_eq!(names(&admin, "scope=team").await?, ["OFF", "typed"]);
    assert_eq!(names(&admin, "type=anthropic_api_key").await?, ["typed"]);
    assert_eq!(names(&admin, "enabled=false").await?, ["OFF"]);
    assert_eq!(names(&admin, "enabled=true&scope=team&query=type").await?, ["typed"]);
    Ok(())
}

#[tokio::test]
async fn a_parameter_that_cannot_be_read_is_named_and_not_repeated() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for parameter in ["limit", "scope", "type", "enabled", "sort_by", "sort_order", "cursor", "extra"] {
        let answer = admin.get(&format!("{}?{parameter}=canary", paths::SECRETS)).await?;
        assert_eq!(answer.code()?, ProblemCode::InvalidRequest, "{parameter}");
        assert_eq!(answer.field()?.pointer, format!("/{parameter}"));
        assert!(!answer.text().contains("canary"), "{parameter}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_has_one_to_a_thousand_secrets() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for limit in ["0", "1001", "-1", "99999999999"] {
        let answer = admin.get(&format!("{}?limit={limit}", paths::SECRETS)).await?;
        assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::InvalidRequest, "/limit"));
    }
    assert!(names(&admin, "limit=1000").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_text_that_nothing_can_have_is_not_looked_for() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for path in [paths::SECRETS, paths::ENVIRONMENTS, paths::AGENTS] {
        let list = async |length: usize| admin.get(&format!("{path}?query={}", "a".repeat(length))).await;

        assert_eq!(list(240).await?.status, 200);
        for length in [241, 60_000] {
            let refused = list(length).await?;
            assert_eq!((refused.status.as_u16(), refused.field()?.pointer.as_str()), (400, "/query"));
        }
    }
    Ok(())
}
