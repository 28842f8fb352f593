//! `POST /api/v1/agent/environments`, and what `GET` then shows.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::{Environment, ProblemCode, PublicScopeKind, UserProfileKind, paths};
use serde_json::{Value, json};

use super::{environment, environment_with};
use crate::harness::{Stack, TeamKey};

fn full() -> Value {
    json!({
        "name": "ops-tools",
        "description": "Runs that restart services",
        "docker_image": "ubuntu:24.04",
        "github_repos": [{ "owner": "octo-org", "repo": "ops" }],
        "setup_commands": ["set -e\nmake tools"],
        "secrets": [
            { "name": "DEPLOY_TOKEN", "scope": "team", "required": true },
            { "name": "my-key", "as": "ANTHROPIC_API_KEY" }
        ],
        "providers": { "aws": { "role_arn": "arn:aws:iam::000000000000:role/example" } },
        "failure_session_retention_minutes": 5
    })
}

#[tokio::test]
async fn an_environment_reads_back_as_it_was_made() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let created = admin.post(paths::ENVIRONMENTS, &full()).await?;
    let made: Environment = created.read(201)?;
    let shown = admin.get(&paths::environment(made.uid)).await?;

    assert_eq!((created.header("etag"), shown.header("etag")), (Some("\"1\""), Some("\"1\"")));
    assert_eq!(shown.read::<Environment>(200)?, made);
    let wire: Value = shown.read(200)?;
    assert_eq!(wire["config"], full());
    assert_eq!((made.scope.kind, made.creator.kind), (PublicScopeKind::Team, UserProfileKind::User));
    assert_eq!((made.creator.email.as_deref(), made.version), (Some("admin@localhost"), 1));
    assert!(!made.setup_failed && made.last_task_created.is_none());
    Ok(())
}

#[tokio::test]
async fn a_name_is_all_that_is_needed_and_then_nothing_is_said_about_secrets() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let made = environment(&admin, "bare").await?;

    assert_eq!((made.config.secrets, made.secret_count), (None, None));
    assert!(made.config.docker_image.is_none() && made.config.setup_commands.as_slice().is_empty());
    Ok(())
}

#[tokio::test]
async fn undeclared_none_and_some_stay_apart() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (at, (secrets, count)) in
        [(json!(null), None), (json!([]), Some(0)), (json!([{ "name": "A" }]), Some(1))].into_iter().enumerate()
    {
        let made = environment_with(&admin, json!({ "name": at.to_string(), "secrets": secrets })).await?;
        let wire: Value = admin.get(&paths::environment(made.uid)).await?.read(200)?;
        assert_eq!((made.secret_count, &wire["config"]["secrets"]), (count, &secrets));
    }
    Ok(())
}

#[tokio::test]
async fn a_reference_may_come_before_its_secret_and_heals_when_it_comes() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let list = json!([{ "name": "LATER" }, { "name": "MINE", "scope": "personal" }, { "name": "later" }]);
    let path = paths::environment(environment_with(&admin, json!({ "name": "a", "secrets": list })).await?.uid);
    let missing = async |client: &crate::harness::Client| -> Result<Vec<String>> {
        let shown: Environment = client.get(&path).await?.read(200)?;
        Ok(shown.missing_secrets.iter().map(|reference| reference.name.as_str().to_owned()).collect())
    };

    assert_eq!(missing(&admin).await?, ["LATER", "MINE", "later"]);
    let made = admin.team_secret("LATER").await?;
    admin.own_secret("MINE").await?;

    assert_eq!(missing(&admin).await?, ["later"]);
    assert_eq!(missing(&mia).await?, ["MINE", "later"]);
    let confirmed = format!("{}?confirm=true", paths::secret(made.id));
    assert_eq!(admin.change(Method::DELETE, &confirmed, 1).send().await?.status, 204);
    assert_eq!(missing(&admin).await?, ["LATER", "later"]);
    Ok(())
}

#[tokio::test]
async fn a_name_is_taken_once_letter_case_aside() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    environment(&admin, "Opérations").await?;

    let same = admin.post(paths::ENVIRONMENTS, &json!({ "name": "Opérations" })).await?;
    let other_case = admin.post(paths::ENVIRONMENTS, &json!({ "name": "OPÉRATIONS" })).await?;

    assert_eq!((same.code()?, same.field()?.pointer.as_str()), (ProblemCode::NameTaken, "/name"));
    assert_eq!(other_case.code()?, ProblemCode::NameDiffersByCase);
    assert_eq!(same.header("x-should-retry"), Some("false"));
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_creates_nothing_more() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let create = |name: &'static str| {
        let request = admin.request(Method::POST, paths::ENVIRONMENTS).header("idempotency-key", "key-1");
        async move { request.json(&json!({ "name": name })).await }
    };

    let (first, again, other) = (create("once").await?, create("once").await?, create("twice").await?);

    assert_eq!(
        (first.status.as_u16(), again.status.as_u16(), again.header("idempotent-replayed")),
        (201, 201, Some("true"))
    );
    assert_eq!((first.body, first.headers.get("etag")), (again.body, again.headers.get("etag")));
    assert_eq!(other.code()?, ProblemCode::IdempotencyKeyReused);
    Ok(())
}

#[tokio::test]
async fn a_teams_key_makes_one_with_nobody_behind_it() -> Result<()> {
    let stack = Stack::start().await?;
    let (team_key, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;

    let made = environment(&team_key, "by a key").await?;

    assert_eq!((made.creator.kind, made.creator.uid), (UserProfileKind::ServiceAccount, None));
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_or_no_id_is_not_found() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let id = environment(&admin, "a").await?.uid.to_string();

    for other in ["nonsense", "01890000-0000-7000-8000-000000000001", &id.to_uppercase(), "%00"] {
        let path = format!("{}/{other}", paths::ENVIRONMENTS);
        assert_eq!(admin.get(&path).await?.code()?, ProblemCode::NotFound, "{other}");
        let answer = admin.change(Method::PUT, &path, 1).json(&json!({ "name": "b" })).await?;
        assert_eq!(answer.code()?, ProblemCode::NotFound, "{other}");
        assert_eq!(admin.change(Method::DELETE, &path, 1).send().await?.code()?, ProblemCode::NotFound, "{other}");
    }
    Ok(())
}
