//! Replacing, describing, disabling and deleting, from a secret's row.

use anyhow::{Context, Result, ensure};
use oz_domain::api::{ReplaceValue, SecretSummary};
use oz_tests::{
    Engine, Visit,
    page::{Draft, Secrets},
    visit, wait,
};

/// A visit with one secret in the list.
async fn with_one_secret(steps: impl AsyncFnOnce(&mut Visit) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?.add(&Draft::new("TOKEN", "fake-first-value").described("As it was")).await?;
        steps(visit).await
    })
    .await
}

#[tokio::test]
async fn a_value_is_replaced_in_place() -> Result<()> {
    with_one_secret(async |visit| {
        let secrets = Secrets::on(visit.page());

        let pane = secrets.open_replace("TOKEN").await?;
        pane.value("fake-second-value").await?;
        pane.replace().await?;
        pane.closed().await?;

        secrets.row_where("TOKEN", "lit", |row| row.lit).await?;
        let changes = visit.stack.spy().changes();
        let put = changes.last().filter(|last| last.method == "PUT" && last.path().ends_with("/value"));
        let sent: ReplaceValue = put.context("no value was put")?.sent()?;
        ensure!(sent.revision == 2, "revision {}", sent.revision);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_description_is_edited() -> Result<()> {
    with_one_secret(async |visit| {
        let secrets = Secrets::on(visit.page());

        secrets.describe("TOKEN", "As it is now").await?;

        secrets.row_where("TOKEN", "described anew", |row| row.head.contains("As it is now")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_secret_is_disabled_and_enabled_again() -> Result<()> {
    with_one_secret(async |visit| {
        let secrets = Secrets::on(visit.page());

        secrets.choose("TOKEN", "Disable").await?;
        secrets.row_where("TOKEN", "disabled", oz_tests::page::Row::is_disabled).await?;
        secrets.choose("TOKEN", "Enable").await?;
        secrets.row_where("TOKEN", "enabled", |row| !row.is_disabled()).await?;

        let answers: Vec<bool> = patched(visit)?.iter().map(|secret| secret.enabled).collect();
        ensure!(answers == [false, true], "{answers:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_secret_is_given_an_end_and_loses_it_again() -> Result<()> {
    with_one_secret(async |visit| {
        let (page, secrets) = (visit.page(), Secrets::on(visit.page()));
        let row = |what, says: &'static str| secrets.row_where("TOKEN", what, move |row| row.head.contains(says));

        secrets.choose("TOKEN", "Set when it ends").await?;
        page.click("radio", "At a moment").await?;
        page.click("button", "Save the end").await?;
        page.says("Choose a day and a time.").await?;
        page.set("Last moment, by your clock", "2020-01-01T09:30").await?;
        page.says("Choose a moment at least a minute ahead.").await?;
        page.set("Last moment, by your clock", "2099-12-31T09:30").await?;
        page.click("button", "Save the end").await?;
        row("with its end", "Ends ").await?;

        secrets.choose("TOKEN", "Set when it ends").await?;
        page.click("radio", "Never").await?;
        page.click("button", "Save the end").await?;
        secrets.row_where("TOKEN", "without an end", |row| !row.head.contains("Ends ")).await?;

        let ends: Vec<bool> = patched(visit)?.iter().map(|secret| secret.expires_at.is_some()).collect();
        ensure!(ends == [true, false], "{ends:?}");
        Ok(())
    })
    .await
}

/// What the server answered to each `PATCH`.
fn patched(visit: &Visit) -> Result<Vec<SecretSummary>> {
    let changes = visit.stack.spy().changes().into_iter().filter(|change| change.method == "PATCH");
    changes
        .map(|change| {
            let answer = change.answer.context("no answer")?;
            Ok(serde_json::from_slice(&answer.body)?)
        })
        .collect()
}

#[tokio::test]
async fn disabling_can_be_undone_at_once() -> Result<()> {
    with_one_secret(async |visit| {
        let secrets = Secrets::on(visit.page());

        secrets.choose("TOKEN", "Disable").await?;
        secrets.row_where("TOKEN", "disabled", oz_tests::page::Row::is_disabled).await?;
        visit.page().click("button", "Undo").await?;

        secrets.row_where("TOKEN", "enabled", |row| !row.is_disabled()).await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_secret_is_deleted_only_when_confirmed() -> Result<()> {
    with_one_secret(async |visit| {
        let secrets = Secrets::on(visit.page());

        secrets.choose("TOKEN", "Delete").await?;
        secrets.page().click("button", "Cancel").await?;
        secrets.row("TOKEN").await?;
        ensure!(!visit.stack.spy().changes().iter().any(|change| change.method == "DELETE"), "it was deleted");

        secrets.delete("TOKEN").await?;
        secrets.page().get("heading", "No secrets yet").await?;
        visit.go("/secrets").await?;
        secrets.page().get("heading", "No secrets yet").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_menu_is_worked_by_keyboard_and_gives_the_focus_back() -> Result<()> {
    with_one_secret(async |visit| {
        let page = visit.page();
        let key = |key: thirtyfour::Key| key.value().to_string();

        page.get("button", "Actions for TOKEN").await?.focus().await?;
        page.press(&key(thirtyfour::Key::Enter)).await?;
        wait::until("focus in the menu", async || Ok(page.focus().await? == "menuitem Who gets this?")).await?;
        page.press(&key(thirtyfour::Key::Down)).await?;
        ensure!(page.focus().await? == "menuitem Replace value", "{}", page.focus().await?);
        page.press(&key(thirtyfour::Key::Escape)).await?;
        wait::until("focus on the opener", async || Ok(page.focus().await? == "button Actions for TOKEN")).await
    })
    .await
}
