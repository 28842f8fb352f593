//! The canary: a value typed into the page is nowhere afterwards but sealed.

use anyhow::{Result, ensure};
use oz_tests::{
    Engine, Visit,
    needles::Needles,
    page::Draft,
    places::{self, Find, Place},
    visit,
};

/// Letters of every kind, so that no two forms of it are the same bytes.
const CANARY: &str = r#"fake "canary" 7f1e9c ü\é +/?&=<4b2d8a60c3>"#;
const SUCCESSOR: &str = r"its 'successor' 90ab41 ß\ø %20&amp;{55e7f1d2}";

#[tokio::test]
async fn a_typed_value_is_nowhere_but_sealed_in_chromium() -> Result<()> {
    visit(Engine::Chromium, async |visit| nowhere_but_sealed(visit).await).await
}

#[tokio::test]
async fn the_parts_of_a_credential_are_nowhere_but_sealed() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let pane = secrets.open_add().await?;
        pane.value(CANARY).await?;
        pane.kind("Claude Code", Some("Bedrock access key")).await?;
        // Its first part isn't masked.
        ensure!(visit.page().value("textbox", "Access key ID").await?.is_empty(), "a typed value is shown");
        pane.part("Access key ID", CANARY).await?;
        pane.part("Secret access key", SUCCESSOR).await?;
        pane.part("AWS region", "eu-west-1").await?;
        pane.name("claude-bedrock").await?;

        pane.create().await?;
        pane.closed().await?;

        nowhere(visit, CANARY, "in the first part, and typed as a plain value").await?;
        nowhere(visit, SUCCESSOR, "in the second part").await
    })
    .await
}

#[tokio::test]
async fn a_typed_value_is_nowhere_but_sealed_in_firefox() -> Result<()> {
    visit(Engine::Firefox, async |visit| nowhere_but_sealed(visit).await).await
}

#[tokio::test]
async fn a_typed_value_is_nowhere_but_sealed_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, async |visit| nowhere_but_sealed(visit).await).await
}

async fn nowhere_but_sealed(visit: &mut Visit) -> Result<()> {
    let secrets = visit.sign_in().await?;

    let pane = secrets.open_add().await?;
    pane.fill(&Draft::new("CANCELLED", CANARY)).await?;
    only_in_its_field(visit).await?;
    pane.discard().await?;
    nowhere(visit, CANARY, "after cancel").await?;

    secrets.add(&Draft::new("CREATED", CANARY)).await?;
    nowhere(visit, CANARY, "after create").await?;

    let pane = secrets.open_replace("CREATED").await?;
    pane.value(SUCCESSOR).await?;
    pane.replace().await?;
    pane.closed().await?;
    nowhere(visit, SUCCESSOR, "after replace").await?;
    nowhere(visit, CANARY, "at the end").await
}

/// While it is being typed it is in its field, which shows that the search finds it, and nowhere else: what the
/// program looked at to give hints it has wiped.
async fn only_in_its_field(visit: &Visit) -> Result<()> {
    let found = places::search(&Needles::of(CANARY)?, &everything(visit).await?);
    ensure!(found.iter().any(|find| find.place == Place::Fields), "not even in its field: {found:?}");
    ensure!(found.iter().all(|find| find.place == Place::Fields), "while it is typed: {found:?}");
    Ok(())
}

async fn nowhere(visit: &Visit, value: &str, when: &str) -> Result<()> {
    let found: Vec<Find> = places::search(&Needles::of(value)?, &everything(visit).await?);
    ensure!(found.is_empty(), "{when}: {found:?}");
    Ok(())
}

async fn everything(visit: &Visit) -> Result<Vec<places::Piece>> {
    let mut pieces = places::in_page(&visit.driver).await?;
    pieces.extend(visit.stack.kept()?);
    pieces.extend(visit.stack.spy().exchanges().iter().flat_map(oz_tests::spy::Exchange::pieces));
    Ok(pieces)
}
