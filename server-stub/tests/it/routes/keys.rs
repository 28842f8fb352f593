//! `/api/v1/keys`.

use anyhow::{Context, Result};
use oz_crypto::{KeyStatus, Suite};
use oz_domain::api::{ProblemCode, paths};

use crate::harness::Stack;

#[tokio::test]
async fn everybody_gets_a_manifest_that_verifies() -> Result<()> {
    let stack = Stack::start().await?;

    let manifest = stack.anonymous().manifest().await?.verify(None)?;

    assert_eq!(manifest.manifest().seq, 1);
    assert!(manifest.active_key().is_some());
    Ok(())
}

#[tokio::test]
async fn the_manifest_has_exactly_the_members_that_are_described() -> Result<()> {
    let stack = Stack::start().await?;
    let manifest: serde_json::Value = stack.anonymous().get(paths::KEYS).await?.read(200)?;
    let document: serde_json::Value = stack.anonymous().get(paths::OPENAPI).await?.read(200)?;

    let members = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
    };
    let described = |name: &str| {
        let mut names = members(&document["components"]["schemas"][name]["properties"]);
        names.sort();
        names
    };
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };

    assert_eq!(sorted(members(&manifest)), described("KeyManifest"));
    assert_eq!(sorted(members(&manifest["keys"][0])), described("ManifestKey"));
    Ok(())
}

#[tokio::test]
async fn a_renewed_key_is_noticed_while_running() -> Result<()> {
    let stack = Stack::start().await?;
    let before = stack.anonymous().manifest().await?.verify(None)?;
    let seen = before.remember(String::new());

    stack.renew_key(Suite::XWingSha256ChaCha20Poly1305)?;

    let after = stack.anonymous().manifest().await?.verify(Some(&seen))?;
    let statuses: Vec<_> = after.manifest().keys.iter().map(|key| key.status).collect();
    assert_eq!(statuses, [KeyStatus::DecryptOnly, KeyStatus::Active]);
    Ok(())
}

#[tokio::test]
async fn a_value_sealed_to_the_key_before_is_refused_and_one_sealed_again_is_taken() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let draft = admin.draft("RENEWED").await?.seal()?;
    stack.renew_key(Suite::XWingSha256ChaCha20Poly1305)?;

    let refused = admin.create(&draft).await?;
    let again = admin.create(&admin.draft("RENEWED").await?.seal()?).await?;

    assert_eq!(refused.code()?, ProblemCode::KeyNotActive);
    assert_eq!(refused.field()?.pointer, "/envelope/kid");
    assert_eq!(again.status, 201);
    Ok(())
}

#[tokio::test]
async fn a_keyring_that_went_bad_while_running_changes_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let before = stack.anonymous().manifest().await?;
    let keyring = stack.data().join("keyring.json");
    std::fs::write(&keyring, "{").context("the keyring can be written")?;

    let after = stack.anonymous().manifest().await?;

    assert!(before == after);
    Ok(())
}

#[tokio::test]
async fn a_keyring_of_another_identity_is_not_taken_over_while_running() -> Result<()> {
    let (stack, other) = (Stack::start().await?, Stack::start().await?);
    let before = stack.anonymous().manifest().await?;
    std::fs::copy(other.data().join("keyring.json"), stack.data().join("keyring.json"))?;

    let after = stack.anonymous().manifest().await?;

    assert!(before == after);
    Ok(())
}
