//! `POST /api/v1/secrets`: fields and names.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    Owner, SecretType,
    api::{ProblemCode, SecretSummary, paths},
};
use serde_json::{Value, json};

use crate::harness::{Answer, Client, Stack};

/// Sends an honest request with one member changed.
async fn with_member(client: &Client, member: &str, value: Value) -> Result<Answer> {
    let mut request = serde_json::to_value(client.draft("NAME").await?.seal()?)?;
    request[member] = value;
    client.post(paths::SECRETS, &request).await
}

#[tokio::test]
async fn a_secret_is_created_with_everything_but_its_value() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("DEPLOY_TOKEN").await?.seal()?;

    let answer = admin.create(&request).await?;

    let secret: SecretSummary = answer.read(201)?;
    assert_eq!(
        (
            secret.id,
            secret.name.as_str(),
            secret.revision,
            secret.version
        ),
        (request.id, "DEPLOY_TOKEN", 1, 1)
    );
    assert!(secret.enabled);
    assert_eq!(secret.created_by.label, "admin@localhost");
    assert_eq!(
        (secret.kid, secret.created_at.clone()),
        (request.envelope.kid(), secret.updated_at.clone())
    );
    assert_eq!(answer.header("etag"), Some("\"1\""));
    assert_eq!(
        answer.header("location"),
        Some(paths::secret(request.id).as_str())
    );
    assert_eq!(
        admin
            .get(&paths::secret(request.id))
            .await?
            .read::<SecretSummary>(200)?,
        secret
    );
    Ok(())
}

#[tokio::test]
async fn no_answer_has_the_sealed_value_in_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("SEALED").await?.seal()?;
    let sealed = serde_json::to_value(&request.envelope)?;
    let sealed = sealed["sealed"].as_str().context("a text")?;

    let created = admin.create(&request).await?;
    let shown = admin.get(&paths::secret(request.id)).await?;
    let listed = admin.get(paths::SECRETS).await?;

    for answer in [created, shown, listed] {
        assert!(answer.status.is_success());
        assert!(!answer.text().contains(&sealed[..40]) && !answer.text().contains("envelope"));
    }
    Ok(())
}

#[tokio::test]
async fn every_rule_of_a_name_has_its_own_code_and_sentence() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let long = "A".repeat(129);

    for (name, code) in [
        ("", "name_empty"),
        (long.as_str(), "name_too_long"),
        ("1PASSWORD", "name_starts_with_digit"),
        ("deploy-token", "name_character"),
        ("PATH", "name_reserved"),
        ("OZ_TOKEN", "name_reserved"),
    ] {
        let answer = admin.create(&admin.draft(name).await?.seal()?).await?;
        assert_eq!(answer.code()?, ProblemCode::Invalid, "{name}");
        let field = answer.field()?;
        assert_eq!(
            (field.pointer.as_str(), field.code.as_str()),
            ("/name", code),
            "{name}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_rules_of_labels_hold_for_provider_credentials() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (name, code) in [
        ("-x", "name_start"),
        ("x ", "name_end"),
        ("x/y", "name_character"),
    ] {
        let mut draft = admin.draft(name).await?;
        draft.secret_type = SecretType::AnthropicApiKey;
        draft.json = r#"{"api_key":"not-a-real-key"}"#.to_owned();
        assert_eq!(
            admin.create(&draft.seal()?).await?.field()?.code,
            code,
            "{name}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn all_slips_are_told_at_once() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut draft = admin.draft("PATH").await?;
    draft.owner = Owner::User("01890000-0000-7000-8000-000000000009".parse()?);
    draft.revision = 2;

    let problem = admin.create(&draft.seal()?).await?.problem()?;

    let pointers: Vec<_> = problem
        .errors
        .iter()
        .map(|error| error.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/name", "/owner", "/revision"]);
    Ok(())
}

#[tokio::test]
async fn nobody_creates_for_another_person_or_another_team() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (
        stack.admin().await?,
        stack.signed_in("mia@example.com").await?,
    );
    let mias = mia.session().await?.user.context("a person")?.id;

    for owner in [
        Owner::User(mias),
        Owner::Team("01890000-0000-7000-8000-000000000009".parse()?),
    ] {
        let mut draft = admin.draft("FOREIGN").await?;
        draft.owner = owner;
        let answer = admin.create(&draft.seal()?).await?;
        assert_eq!(answer.code()?, ProblemCode::Invalid);
        let field = answer.field()?;
        assert_eq!(
            (field.pointer.as_str(), field.code.as_str()),
            ("/owner", "owner_not_yours")
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_first_revision_is_one() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for revision in [0, 2, u64::MAX] {
        let mut draft = admin.draft("REVISION").await?;
        draft.revision = revision;
        assert_eq!(
            admin.create(&draft.seal()?).await?.field()?.code,
            "revision_not_first",
            "{revision}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_member_that_nobody_asked_for_is_refused_by_name() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let answer = with_member(&admin, "extra", json!(1)).await?;

    assert_eq!(answer.code()?, ProblemCode::Invalid);
    let field = answer.field()?;
    assert_eq!(
        (field.pointer.as_str(), field.code.as_str()),
        ("/extra", "unknown_field")
    );
    Ok(())
}

#[tokio::test]
async fn a_member_of_the_wrong_type_is_refused_by_name_and_not_repeated() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (member, value) in [
        ("name", json!(["canary"])),
        ("type", json!("canary")),
        ("revision", json!("canary")),
        ("revision", json!(-1)),
        ("id", json!("canary")),
        ("description", json!("canary\nline")),
        ("owner", json!({ "kind": "canary", "id": "canary" })),
        ("owner", json!({ "kind": "team", "id": "canary" })),
        ("owner", json!("canary")),
        ("envelope", json!("canary")),
        (
            "envelope",
            json!({ "v": 1, "kid": "canary", "sealed": "canary" }),
        ),
        (
            "envelope",
            json!({ "v": 2, "kid": "0123456789abcdef", "sealed": "canary" }),
        ),
        (
            "envelope",
            json!({ "v": 1, "kid": "0123456789abcdef", "sealed": "canary==" }),
        ),
        (
            "envelope",
            json!({ "v": 1, "kid": "0123456789abcdef", "sealed": "A".repeat(600), "canary": 1 }),
        ),
    ] {
        let answer = with_member(&admin, member, value.clone()).await?;
        assert_eq!(answer.code()?, ProblemCode::Invalid, "{member} {value}");
        assert!(
            answer.field()?.pointer.starts_with(&format!("/{member}")),
            "{member}: {}",
            answer.text()
        );
        assert!(
            !answer.text().contains("canary"),
            "{member}: {}",
            answer.text()
        );
    }
    Ok(())
}

#[tokio::test]
async fn each_missing_member_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for member in ["id", "name", "type", "owner", "revision", "envelope"] {
        let mut request = serde_json::to_value(admin.draft("NAME").await?.seal()?)?;
        request.as_object_mut().context("an object")?.remove(member);
        let field = admin.post(paths::SECRETS, &request).await?.field()?;
        assert_eq!(
            (field.pointer.as_str(), field.code.as_str()),
            (format!("/{member}").as_str(), "missing")
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_name_that_is_taken_says_by_which_secret() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let first = admin.team_secret("TAKEN").await?;

    let again = admin.create(&admin.draft("TAKEN").await?.seal()?).await?;
    let by_case = admin.create(&admin.draft("Taken").await?.seal()?).await?;

    assert_eq!(
        (again.code()?, again.field()?.code.as_str()),
        (ProblemCode::NameTaken, "name_taken")
    );
    assert_eq!(
        (by_case.code()?, by_case.field()?.code.as_str()),
        (ProblemCode::NameDiffersByCase, "name_differs_by_case")
    );
    for answer in [again, by_case] {
        assert_eq!(answer.status, 409);
        assert!(answer.field()?.message.contains(&first.id.to_string()));
    }
    Ok(())
}

#[tokio::test]
async fn the_same_name_may_be_the_teams_and_ones_own() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (
        stack.admin().await?,
        stack.signed_in("mia@example.com").await?,
    );

    admin.team_secret("SHARED").await?;
    admin.own_secret("SHARED").await?;
    mia.own_secret("SHARED").await?;

    let total = admin
        .get(paths::SECRETS)
        .await?
        .read::<oz_domain::api::SecretPage>(200)?
        .total;
    assert_eq!(total, 2);
    Ok(())
}

#[tokio::test]
async fn an_id_is_used_once() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let first = admin.team_secret("FIRST").await?;
    let mut draft = admin.draft("SECOND").await?;
    draft.id = first.id;

    let answer = admin.create(&draft.seal()?).await?;

    assert_eq!(
        (answer.code()?, answer.field()?.pointer.as_str()),
        (ProblemCode::IdTaken, "/id")
    );
    Ok(())
}

#[tokio::test]
async fn a_refused_secret_leaves_nothing_behind() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_secret("TAKEN").await?;
    let before = audit_rows(&stack).await?;
    let clash = admin.draft("TAKEN").await?.seal()?;

    let refused = admin
        .request(Method::POST, paths::SECRETS)
        .header("idempotency-key", "k")
        .json(&clash)
        .await?;

    assert_eq!(refused.status, 409);
    assert_eq!(audit_rows(&stack).await?, before);
    assert_eq!(admin.get(&paths::secret(clash.id)).await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn a_created_secret_is_on_the_record_with_its_request() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("RECORDED").await?.seal()?;

    let answer = admin.create(&request).await?;

    let last = audit_rows(&stack).await?.pop().context("a row")?;
    let expected = [
        "secret.created",
        "admin@localhost",
        "RECORDED",
        answer.header("x-trace-id").unwrap_or_default(),
    ];
    assert_eq!(
        [
            last.0.as_str(),
            last.1.as_str(),
            last.2.as_str(),
            last.3.as_str()
        ],
        expected
    );
    Ok(())
}

type AuditRow = (String, String, String, String);

async fn audit_rows(stack: &Stack) -> Result<Vec<AuditRow>> {
    const ROWS: &str = "SELECT action, actor_label, coalesce(subject_name, ''), trace_id FROM audit ORDER BY number";
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(stack.data().join("oz.db"))
        .read_only(true);
    let mut connection = sqlx::ConnectOptions::connect(&options).await?;
    Ok(sqlx::query_as(ROWS).fetch_all(&mut connection).await?)
}
