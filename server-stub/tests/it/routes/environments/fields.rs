//! The rules that an environment's members keep. What breaks one is named by its place, never by its content.

use anyhow::Result;
use oz_domain::api::{EnvironmentPage, ProblemCode, paths};
use serde_json::{Value, json};

use crate::harness::Stack;

fn with(member: &str, value: &Value) -> Value {
    let mut config = json!({ "name": "a" });
    config[member] = value.clone();
    config
}

#[tokio::test]
async fn each_rule_that_is_broken_is_named_by_its_place() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let repository = json!({ "owner": "octo", "repo": "a" });

    for (member, value, pointer) in [
        ("name", json!(""), "/name"),
        ("name", json!("x".repeat(101)), "/name"),
        ("description", json!("x".repeat(241)), "/description"),
        ("docker_image", json!("--privileged"), "/docker_image"),
        ("github_repos", json!([repository, repository]), "/github_repos"),
        ("github_repos", json!([repository, { "owner": "-", "repo": "a" }]), "/github_repos/1"),
        ("github_repos", json!(["octo/a"]), "/github_repos/0"),
        ("setup_commands", json!(vec!["a"; 101]), "/setup_commands"),
        ("setup_commands", json!(["a", "x".repeat(4097)]), "/setup_commands"),
        ("setup_commands", json!([1]), "/setup_commands/0"),
        ("secrets", json!([{ "name": "A" }, { "name": "A" }]), "/secrets"),
        ("secrets", json!([{ "name": "A" }, { "name": "A", "scope": "team" }]), "/secrets"),
        ("secrets", json!([{ "name": "A", "as": "X" }, { "name": "B", "as": "X" }]), "/secrets"),
        ("secrets", json!([{ "name": "A", "scope": "world" }]), "/secrets/0/scope"),
        ("secrets", json!([{ "name": "A", "as": "PATH" }]), "/secrets"),
        ("secrets", json!([{ "name": "A", "value": "x" }]), "/secrets/0/value"),
        ("secrets", json!("A"), "/secrets"),
        ("secret", json!([]), "/secret"),
        ("providers", json!({ "aws": {} }), "/providers/aws/role_arn"),
    ] {
        let answer = admin.post(paths::ENVIRONMENTS, &with(member, &value)).await?;
        let told = (answer.code()?, answer.field()?.pointer);
        assert_eq!(told, (ProblemCode::Invalid, pointer.to_owned()), "{member}: {value}");
    }
    let page: EnvironmentPage = admin.get(paths::ENVIRONMENTS).await?.read(200)?;
    assert_eq!(page.total, 0);
    Ok(())
}

#[tokio::test]
async fn the_longest_of_everything_is_taken() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let config = json!({
        "name": "é".repeat(100),
        "description": "é".repeat(240),
        "setup_commands": vec!["🔑".repeat(4096); 100],
    });

    assert_eq!(admin.post(paths::ENVIRONMENTS, &config).await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn no_error_repeats_a_setup_command() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let canary = format!("curl -H canary {}", "x".repeat(4096));

    for body in [
        json!({ "name": "a", "setup_commands": [canary] }),
        json!({ "name": "a", "setup_commands": canary }),
        json!({ "name": "a", "setup_commands": { "canary": 1 } }),
        json!({ "name": "a", "setup_commands": ["canary\u{0}"] }),
        json!({ "name": "a", "setup_commands": [["canary"]] }),
        json!({ "name": "", "setup_commands": ["canary"] }),
    ] {
        let answer = admin.post(paths::ENVIRONMENTS, &body).await?;
        assert_eq!(answer.code()?, ProblemCode::Invalid);
        assert!(!answer.text().contains("canary"), "{}", answer.text());
    }
    Ok(())
}

#[tokio::test]
async fn an_empty_image_is_none() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let made: Value = admin.post(paths::ENVIRONMENTS, &with("docker_image", &json!(""))).await?.read(201)?;

    assert_eq!(made["config"].get("docker_image"), None);
    Ok(())
}
