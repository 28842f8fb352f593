//! `POST /api/v1/secrets`: names.

use anyhow::Result;
use oz_domain::{
    SecretType,
    api::{ProblemCode, paths},
};

use crate::harness::Stack;

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
        assert_eq!((field.pointer.as_str(), field.code.as_str()), ("/name", code), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn the_rules_of_labels_hold_for_provider_credentials() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (name, code) in [("-x", "name_start"), ("x ", "name_end"), ("x/y", "name_character")] {
        let mut draft = admin.draft(name).await?;
        draft.secret_type = SecretType::AnthropicApiKey;
        draft.json = r#"{"api_key":"not-a-real-key"}"#.to_owned();
        assert_eq!(admin.create(&draft.seal()?).await?.field()?.code, code, "{name}");
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

    assert_eq!((again.code()?, again.field()?.code.as_str()), (ProblemCode::NameTaken, "name_taken"));
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
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);

    admin.team_secret("SHARED").await?;
    admin.own_secret("SHARED").await?;
    mia.own_secret("SHARED").await?;

    let total = admin.get(paths::SECRETS).await?.read::<oz_domain::api::SecretPage>(200)?.total;
    assert_eq!(total, 2);
    Ok(())
}
