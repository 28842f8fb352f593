//! Adding a secret: by every way in, and what the wire sees of it.

use anyhow::{Result, ensure};
use oz_domain::api::{CreateSecret, paths};
use oz_tests::{
    Engine, Visit,
    page::{Draft, Secrets},
    visit, wait,
};
use thirtyfour::Key;

#[tokio::test]
async fn a_secret_is_added_in_chromium() -> Result<()> {
    visit(Engine::Chromium, async |visit| a_secret_is_added(visit).await).await
}

#[tokio::test]
async fn a_secret_is_added_in_firefox() -> Result<()> {
    visit(Engine::Firefox, async |visit| a_secret_is_added(visit).await).await
}

#[tokio::test]
async fn a_secret_is_added_in_webkit() -> Result<()> {
    visit(Engine::WebKitGtk, async |visit| a_secret_is_added(visit).await).await
}

/// The row is there at once and lit, the server has it, and the value is gone from the page.
async fn a_secret_is_added(visit: &mut Visit) -> Result<()> {
    let secrets = visit.sign_in().await?;
    let draft = Draft::new("DEPLOY_TOKEN", "fake-deploy-token").described("Deploys the shop");

    let row = secrets.add(&draft).await?;

    ensure!(row.head.contains("DEPLOY_TOKEN") && row.head.contains("Deploys the shop"), "{row:?}");
    ensure!((row.scope.as_str(), row.updated.as_str()) == ("Team", "just now"), "{row:?}");
    ensure!(row.updated_by == "admin@localhost" && row.lit, "{row:?}");
    ensure!(!visit.driver.source().await?.contains("fake-deploy-token"), "the value is still in the page");
    visit.go("/secrets").await?;
    secrets.wait_for_list().await?;
    secrets.shows(&["DEPLOY_TOKEN"]).await
}

#[tokio::test]
async fn a_secret_is_added_by_keyboard_alone() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let page = secrets.page();
        let (tab, enter, space) = (Key::Tab.value().to_string(), Key::Enter.value().to_string(), " ");

        tab_to(secrets, "button Add secret").await?;
        page.press(&enter).await?;
        wait::until("focus on the kind", async || Ok(page.focus().await?.starts_with("radio Plain value"))).await?;
        tab_to(secrets, "textbox Name").await?;
        page.press("BY_KEYBOARD").await?;
        tab_to(secrets, "textbox Value").await?;
        page.press("fake-typed-value").await?;
        tab_to(secrets, "textbox Description").await?;
        page.press("No mouse was used").await?;
        page.press(&tab).await?;
        ensure!(page.focus().await?.starts_with("radio Team"), "after the description: {}", page.focus().await?);
        page.press(Key::Right.value().to_string().as_str()).await?;
        ensure!(page.focus().await?.starts_with("radio Personal"), "arrows choose a scope: {}", page.focus().await?);
        tab_to(secrets, "button Create secret").await?;
        page.press(space).await?;

        let row = secrets.row("BY_KEYBOARD").await?;
        ensure!(row.scope == "Personal", "{row:?}");
        wait::until("focus back on the opener", async || Ok(page.focus().await? == "button Add secret")).await
    })
    .await
}

/// Presses Tab until something has the focus.
async fn tab_to(secrets: Secrets<'_>, wanted: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..25 {
        secrets.page().press(Key::Tab.value().to_string().as_str()).await?;
        let focus = secrets.page().focus().await?;
        if focus == wanted {
            return Ok(());
        }
        passed.push(focus);
    }
    anyhow::bail!("Tab never came to {wanted}, but to {passed:?}")
}

#[tokio::test]
async fn a_personal_secret_says_so() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;

        let row = secrets.add(&Draft::new("MINE", "fake-mine").personal()).await?;

        ensure!(row.scope == "Personal", "{row:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_value_is_loaded_from_a_file_byte_for_byte() -> Result<()> {
    a_value_from_a_file("-----BEGIN FAKE-----\nüñí🔑\n-----END FAKE-----\n", async |_| Ok(())).await
}

#[tokio::test]
async fn windows_line_breaks_in_a_file_are_kept() -> Result<()> {
    a_value_from_a_file("fake-first\r\nfake-second\r\n", async |visit| visit.page().says("Windows line breaks").await)
        .await
}

/// Loads a file, does what comes before saving, and opens what was sent.
async fn a_value_from_a_file(value: &str, before: impl AsyncFnOnce(&Visit) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let file = visit.stack.data().with_file_name(format!("{}.pem", std::process::id()));
        std::fs::write(&file, value)?;
        let pane = visit.sign_in().await?.open_add().await?;

        pane.name("FROM_FILE").await?;
        pane.load_from_file(&file).await?;
        before(visit).await?;
        pane.create().await?;
        pane.closed().await?;

        std::fs::remove_file(&file)?;
        ensure!(sent_value(visit)? == value, "the value isn't the file's");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_value_is_empty_only_on_purpose() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;
        pane.name("EMPTY").await?;
        pane.create().await?;
        pane.tells("Value", "A value is needed.").await?;
        ensure!(visit.stack.spy().requests("POST", paths::SECRETS).is_empty(), "it was sent unasked");

        visit.page().click("button", "Leave it empty").await?;
        pane.create().await?;
        pane.closed().await?;

        ensure!(sent_value(visit)?.is_empty(), "the value isn't empty");
        Ok(())
    })
    .await
}

/// The value of the one secret that was sent.
fn sent_value(visit: &Visit) -> Result<String> {
    let sent = visit.stack.spy().requests("POST", paths::SECRETS);
    let opened = crate::interop::open(&visit.stack, &sent[0].sent::<CreateSecret>()?)?;
    Ok(opened["value"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn what_will_be_sent_is_exactly_what_is_sent() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let pane = secrets.open_add().await?;
        pane.fill(&Draft::new("SHOWN", "fake-shown-value").described("Shown before")).await?;

        let shown = pane.what_will_be_sent().await?;
        pane.create().await?;
        pane.closed().await?;

        let sent = visit.stack.spy().requests("POST", paths::SECRETS);
        ensure!(sent.len() == 1, "sent {} times", sent.len());
        let shown: serde_json::Value = serde_json::from_str(&shown)?;
        ensure!(shown == sent[0].sent::<serde_json::Value>()?, "something else was sent");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_first_secret_is_invited_by_an_empty_list() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let page = secrets.page();

        page.get("heading", "No secrets yet").await?;
        page.click("button", "Add your first secret").await?;
        page.get("dialog", "Add secret").await?;
        ensure!(page.words().await?.contains("won't be able to view it again"), "nobody was told");
        Ok(())
    })
    .await
}
