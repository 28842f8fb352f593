//! What holds for every body: its type, its size, its JSON.

use anyhow::Result;
use axum::{body::Body, http::Method};
use oz_domain::api::{ProblemCode, paths};
use serde_json::json;

use crate::harness::Stack;

#[tokio::test]
async fn a_body_must_say_that_it_is_json() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""] {
        let request = admin.request(Method::POST, paths::SECRETS).header("content-type", kind);
        let answer = request.body(Body::from("{}")).await?;
        assert_eq!(answer.code()?, ProblemCode::UnsupportedMediaType, "{kind}");
    }
    let with_charset =
        admin.request(Method::POST, paths::SECRETS).header("content-type", "application/json; charset=utf-8");
    assert_eq!(with_charset.body(Body::from("{}")).await?.code()?, ProblemCode::Invalid);
    Ok(())
}

#[tokio::test]
async fn what_is_not_json_is_told_by_its_place() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let answer = admin.request(Method::POST, paths::SECRETS).text("{\"canary\": canary}").await?;

    let problem = answer.problem()?;
    assert_eq!((problem.code, problem.status), (ProblemCode::InvalidJson, 400));
    assert!(problem.detail.contains("line 1, column 12"), "{}", problem.detail);
    assert!(!answer.text().contains("canary"));
    Ok(())
}

#[tokio::test]
async fn a_small_request_may_not_be_large() -> Result<()> {
    let stack = Stack::start().await?;

    let answer = stack.anonymous().post(paths::SESSION, &json!({ "token": "x".repeat(17 << 10) })).await?;

    assert_eq!(answer.code()?, ProblemCode::BodyTooLarge);
    Ok(())
}
