//! What can't be saved is said while it is typed, in a sentence, and never taken away.

use anyhow::{Result, ensure};
use oz_domain::{Scope, api::paths};
use oz_tests::{
    Engine, Person, Visit,
    page::{AddPane, Draft},
    visit, wait,
};

async fn while_adding(steps: impl AsyncFnOnce(&Visit, AddPane<'_>) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;
        steps(visit, pane).await
    })
    .await
}

#[tokio::test]
async fn each_rule_for_names_has_its_own_sentence() -> Result<()> {
    while_adding(async |visit, pane| {
        let long = "A".repeat(129);
        for (name, sentence) in [
            ("deploy-token", "not -"),
            ("my token", "not a space"),
            ("1PASSWORD", "not with a digit"),
            ("schlüssel", "not ü"),
            (long.as_str(), "at most 128 characters"),
            ("PATH", "belongs to the machine"),
            ("OZ_TOKEN", "set by the runner itself"),
            ("LD_PRELOAD", "which libraries every program loads"),
            ("BASH_ENV", "run other code when they start"),
            ("https_proxy", "through a proxy"),
            ("SSL_CERT_FILE", "which servers every program trusts"),
        ] {
            pane.name(name).await?;
            pane.tells("Name", sentence).await?;
            ensure!(visit.page().value("textbox", "Name").await? == name, "the text was changed");
        }
        pane.value("fake-value").await?;
        pane.create().await?;
        wait::until("focus on the first error", async || Ok(visit.page().focus().await? == "textbox Name")).await?;
        ensure!(visit.stack.spy().requests("POST", paths::SECRETS).is_empty(), "it was sent all the same");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_filled_in_is_said_when_saving_is_tried() -> Result<()> {
    while_adding(async |visit, pane| {
        pane.create().await?;

        pane.tells("Name", "A name is needed.").await?;
        pane.tells("Value", "A value is needed.").await?;
        wait::until("focus on the first error", async || Ok(visit.page().focus().await? == "textbox Name")).await?;
        pane.name("GIVEN").await?;
        pane.create().await?;
        wait::until("focus on the next error", async || Ok(visit.page().focus().await? == "textbox Value")).await
    })
    .await
}

#[tokio::test]
async fn a_name_in_small_letters_is_offered_in_capitals() -> Result<()> {
    while_adding(async |visit, pane| {
        pane.name("deploy-token").await?;

        visit.page().click("button", "Use DEPLOY_TOKEN").await?;

        ensure!(visit.page().value("textbox", "Name").await? == "DEPLOY_TOKEN", "it isn't used");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_taken_name_is_told_before_and_after_it_is_sent() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("TAKEN", "fake-value")).await?;
        let pane = secrets.open_add().await?;
        pane.name("TAKEN").await?;
        pane.tells("Name", "There is a secret of this name already").await?;
        pane.name("Taken").await?;
        pane.tells("Name", "may not differ by letter case alone").await?;

        // Somebody else is faster: only the server knows.
        pane.name("RACED").await?;
        pane.value("fake-value").await?;
        visit.stack.api(Person::Colleague)?.add("RACED", "fake-theirs", Scope::Team).await?;
        pane.create().await?;

        pane.tells("Name", "RACED").await?;
        wait::until("focus on the error", async || Ok(visit.page().focus().await? == "textbox Name")).await?;
        ensure!(visit.page().value("textbox", "Value").await? == "fake-value", "the value is lost");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_value_too_long_for_a_variable_is_told_by_how_much() -> Result<()> {
    while_adding(async |visit, pane| {
        pane.name("LONG").await?;
        let file = visit.stack.data().with_file_name(format!("{}-long.txt", std::process::id()));
        std::fs::write(&file, "v".repeat(131_071 - "LONG=".len() + 7))?;
        pane.load_from_file(&file).await?;

        pane.tells("Value", "Too long by 7 bytes").await?;
        pane.create().await?;

        std::fs::remove_file(&file)?;
        ensure!(visit.stack.spy().requests("POST", paths::SECRETS).is_empty(), "it was sent all the same");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn hints_never_change_a_value_by_themselves() -> Result<()> {
    while_adding(async |visit, pane| {
        for (value, sentence) in [
            ("fake-value ", "Ends with white space"),
            (" fake-value", "Starts with white space"),
            ("'fake-value'", "Has quotes around it"),
            ("null", "Looks like a placeholder"),
            ("fake\u{200b}value", "a character that can't be seen"),
        ] {
            pane.value(value).await?;
            visit.page().says(sentence).await?;
            ensure!(visit.page().value("textbox", "Value").await? == value, "{sentence}: the text was changed");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_hint_is_followed_or_answered_with_keep() -> Result<()> {
    while_adding(async |visit, pane| {
        let page = visit.page();
        pane.value(" fake-value ").await?;
        page.click("button", "Remove it").await?;
        ensure!(page.value("textbox", "Value").await? == "fake-value", "the white space is still there");

        pane.value("'fake-value'").await?;
        page.says("Has quotes around it").await?;
        page.click("button", "Keep").await?;
        wait::until("no hint", async || Ok(!page.words().await?.contains("Has quotes around it"))).await?;
        ensure!(page.value("textbox", "Value").await? == "'fake-value'", "the quotes are gone");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_pasted_line_is_split_when_the_person_says_so() -> Result<()> {
    while_adding(async |visit, pane| {
        let page = visit.page();
        pane.value("export API_KEY=\"fake-api-key\"").await?;
        page.says("Looks like a whole line").await?;

        page.click("button", "Split into name and value").await?;

        ensure!(page.value("textbox", "Name").await? == "API_KEY", "the name isn't split off");
        ensure!(page.value("textbox", "Value").await? == "fake-api-key", "the value isn't split off");
        Ok(())
    })
    .await
}
