//! `POST /api/v1/secrets`: fields.

use anyhow::{Context, Result};
use oz_domain::{
    Owner,
    api::{ProblemCode, paths},
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
async fn an_id_of_another_version_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for id in ["00000000-0000-0000-0000-000000000000", "5fb26df4-4b58-4c3a-9b2d-3d6f5c1a7e90"] {
        let mut draft = admin.draft("NAME").await?;
        draft.id = id.parse()?;

        assert_eq!(admin.create(&draft.seal()?).await?.field()?.code, "id_not_v7");
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

    let pointers: Vec<_> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/name", "/owner", "/revision"]);
    Ok(())
}

#[tokio::test]
async fn nobody_creates_for_another_person_or_another_team() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let mias = mia.session().await?.user.context("a person")?.id;

    for owner in [Owner::User(mias), Owner::Team("01890000-0000-7000-8000-000000000009".parse()?)] {
        let mut draft = admin.draft("FOREIGN").await?;
        draft.owner = owner;
        let answer = admin.create(&draft.seal()?).await?;
        assert_eq!(answer.code()?, ProblemCode::Invalid);
        let field = answer.field()?;
        assert_eq!((field.pointer.as_str(), field.code.as_str()), ("/owner", "owner_not_yours"));
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
        assert_eq!(admin.create(&draft.seal()?).await?.field()?.code, "revision_not_first", "{revision}");
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
    assert_eq!((field.pointer.as_str(), field.code.as_str()), ("/extra", "unknown_field"));
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
        ("envelope", json!({ "v": 1, "kid": "canary", "sealed": "canary" })),
        ("envelope", json!({ "v": 2, "kid": "0123456789abcdef", "sealed": "canary" })),
        ("envelope", json!({ "v": 1, "kid": "0123456789abcdef", "sealed": "canary==" })),
        ("envelope", json!({ "v": 1, "kid": "0123456789abcdef", "sealed": "A".repeat(600), "canary": 1 })),
    ] {
        let answer = with_member(&admin, member, value.clone()).await?;
        assert_eq!(answer.code()?, ProblemCode::Invalid, "{member} {value}");
        assert!(answer.field()?.pointer.starts_with(&format!("/{member}")), "{member}: {}", answer.text());
        assert!(!answer.text().contains("canary"), "{member}: {}", answer.text());
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
        assert_eq!((field.pointer.as_str(), field.code.as_str()), (format!("/{member}").as_str(), "missing"));
    }
    Ok(())
}
