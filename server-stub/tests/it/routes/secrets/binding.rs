//! What an envelope is bound to: moved to anything else, it is refused, and where it can be told the part is named.

use anyhow::{Context, Result};
use oz_crypto::{OwnerKind, SealBinding};
use oz_domain::{
    SecretType,
    api::{ProblemCode, paths},
};

use crate::harness::Stack;

const OTHER: &str = "01890000-0000-7000-8000-00000000000f";

/// Sends a secret sealed as something else; the pointer of the refusal.
async fn refused_at(bind: impl for<'a> FnOnce(SealBinding<'a>, &'a str) -> SealBinding<'a>) -> Result<String> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let own = admin.session().await?.user.context("a person")?.id.to_string();
    let draft = admin.draft("NAME").await?;
    let mut request = draft.seal()?;
    request.envelope = {
        // `bind` may point the owner at the person, whose id must live as long as the binding.
        let (workspace, id, owner) = (draft.workspace.to_string(), draft.id.to_string(), draft.owner.id());
        let honest = SealBinding {
            workspace_id: &workspace,
            secret_id: &id,
            owner_kind: draft.owner.kind(),
            owner_id: &owner,
            name: "NAME",
            secret_type: "raw_value",
            revision: 1,
        };
        draft.seal_bound(&bind(honest, &own))?
    };
    let answer = admin.create(&request).await?;
    assert_eq!(answer.code()?, ProblemCode::CannotOpen);
    assert_eq!(admin.get(&paths::secret(request.id)).await?.status, 404);
    Ok(answer.field()?.pointer)
}

#[tokio::test]
async fn sealed_under_another_spelling_of_the_name() -> Result<()> {
    assert_eq!(refused_at(|honest, _| SealBinding { name: "name", ..honest }).await?, "/name");
    Ok(())
}

#[tokio::test]
async fn a_long_value_that_does_not_open_is_not_looked_into() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    for (length, pointer) in [(60_000, "/name"), (70_000, "/envelope")] {
        let draft = admin.draft("SEALED_NAME").await?.value(&"x".repeat(length));
        let mut request = draft.seal()?;
        request.name = "sealed_name".to_owned();

        assert_eq!(admin.create(&request).await?.field()?.pointer, pointer);
    }
    Ok(())
}

#[tokio::test]
async fn sealed_under_another_type() -> Result<()> {
    let other = SecretType::OpenaiApiKey.as_str();
    assert_eq!(refused_at(|honest, _| SealBinding { secret_type: other, ..honest }).await?, "/type");
    Ok(())
}

#[tokio::test]
async fn sealed_for_the_other_scope() -> Result<()> {
    let pointer = refused_at(|honest, own| SealBinding { owner_kind: OwnerKind::User, owner_id: own, ..honest });
    assert_eq!(pointer.await?, "/owner");
    Ok(())
}

#[tokio::test]
async fn sealed_as_another_revision() -> Result<()> {
    for revision in [0, 2] {
        assert_eq!(refused_at(|honest, _| SealBinding { revision, ..honest }).await?, "/revision");
    }
    Ok(())
}

#[tokio::test]
async fn sealed_without_an_id() -> Result<()> {
    assert_eq!(refused_at(|honest, _| SealBinding { secret_id: "", ..honest }).await?, "/id");
    Ok(())
}

#[tokio::test]
async fn sealed_as_what_nobody_can_guess() -> Result<()> {
    assert_eq!(refused_at(|honest, _| SealBinding { name: "ELSEWHERE", ..honest }).await?, "/envelope");
    assert_eq!(refused_at(|honest, _| SealBinding { secret_id: OTHER, ..honest }).await?, "/envelope");
    assert_eq!(refused_at(|honest, _| SealBinding { owner_id: OTHER, ..honest }).await?, "/envelope");
    assert_eq!(refused_at(|honest, _| SealBinding { workspace_id: OTHER, ..honest }).await?, "/envelope");
    Ok(())
}

#[tokio::test]
async fn changed_on_the_way() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut request = serde_json::to_value(admin.draft("NAME").await?.seal()?)?;
    let sealed = request["envelope"]["sealed"].as_str().context("a text")?;
    let first = if sealed.starts_with('A') { "B" } else { "A" };
    request["envelope"]["sealed"] = format!("{first}{}", &sealed[1..]).into();

    let answer = admin.post(paths::SECRETS, &request).await?;

    assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::CannotOpen, "/envelope"));
    Ok(())
}

#[tokio::test]
async fn sealed_to_a_key_of_another_server() -> Result<()> {
    let (stack, other) = (Stack::start().await?, Stack::start().await?);
    let (admin, elsewhere) = (stack.admin().await?, other.admin().await?);

    let answer = admin.create(&elsewhere.draft("NAME").await?.seal()?).await?;

    assert!(matches!(answer.code()?, ProblemCode::Invalid));
    let mut request = admin.draft("NAME").await?.seal()?;
    request.envelope = elsewhere.draft("NAME").await?.seal()?.envelope;
    let answer = admin.create(&request).await?;
    assert_eq!((answer.code()?, answer.field()?.pointer.as_str()), (ProblemCode::KeyNotActive, "/envelope/kid"));
    Ok(())
}
