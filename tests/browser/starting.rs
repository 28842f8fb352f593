//! The form of a new run: what it offers, and nothing that was filled in lost.

use anyhow::{Context, Result, ensure};
use oz_domain::{Scope, api::paths};
use oz_tests::{Engine, Page, Person, Visit, visit, wait};
use serde_json::{Value, json};

use crate::credentials::{CLAUDE, CODEX, add_both};

pub(crate) async fn begin<'v>(visit: &'v Visit, prompt: &str) -> Result<Page<'v>> {
    visit.go("/runs/new").await?;
    visit.page().type_into("textbox", "Prompt", prompt).await?;
    Ok(visit.page())
}

#[tokio::test]
async fn a_run_without_anything_to_do_is_not_sent() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/runs/new").await?;

        visit.page().click("button", "Start run").await?;

        visit.page().says("Say what the agent is to do.").await?;
        wait::until("the focus on the prompt", async || Ok(visit.page().focus().await? == "textbox Prompt")).await?;
        ensure!(visit.stack.spy().requests("POST", paths::RUNS).is_empty(), "it was sent all the same");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_filled_in_for_a_run_is_asked_about_before_it_is_lost() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let page = begin(visit, "Half a thought").await?;

        page.click("link", "Agents").await?;
        page.get("dialog", "Discard draft?").await?;
        page.click("button", "Keep editing").await?;

        ensure!(page.value("textbox", "Prompt").await? == "Half a thought", "the prompt is lost");
        page.click("link", "Agents").await?;
        page.click("button", "Discard").await?;
        page.get("heading", "Agents").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn each_choice_for_a_run_is_asked_about_before_it_is_lost() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        for path in [paths::AGENTS, paths::ENVIRONMENTS] {
            api.read::<Value>("POST", path, &json!({ "name": "ops-tools" })).await?;
        }
        let page = visit.page();

        for (list, entry) in
            [("Environment", "ops-tools"), ("Harness", "Codex"), ("Agent", "ops-tools"), ("", "Only me")]
        {
            visit.go("/runs/new").await?;
            page.says(entry).await?;
            match list {
                "" => page.click("radio", entry).await?,
                list => wait::until(entry, async || Ok(page.choose_from(list, entry).await.is_ok())).await?,
            }
            page.click("link", "Settings").await?;
            page.get("dialog", "Discard draft?").await.with_context(|| format!("{entry} is lost"))?;
            page.click("button", "Discard").await?;
            page.get("heading", "Settings").await?;
        }
        visit.go("/runs/new").await?;
        page.says("It would get").await?;
        page.click("link", "Settings").await?;
        page.get("heading", "Settings").await.map(drop)
    })
    .await
}

/// The names that can be chosen to sign in with.
async fn offered(visit: &Visit) -> Result<Vec<String>> {
    let offered = "return [...document.querySelectorAll('#harness-auth option')].map((option) => option.value)";
    visit.driver.script(offered, &[]).await
}

#[tokio::test]
async fn of_several_credentials_those_of_the_harness_are_offered() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        add_both(visit.sign_in().await?).await?;
        let page = begin(visit, "With either").await?;

        for (harness, credential) in [("Claude Code", CLAUDE), ("Codex", CODEX)] {
            page.choose_from("Harness", harness).await?;
            wait::until(credential, async || Ok(offered(visit).await? == ["", credential])).await?;
        }
        page.choose_from("Harness", "Oz").await?;
        page.gone("combobox", "Signs in with").await
    })
    .await
}

#[tokio::test]
async fn only_secrets_that_the_harness_can_sign_in_with_are_offered() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.stack.api(Person::Admin)?.add("ANTHROPIC_API_KEY", "fake-raw", Scope::Team).await?;
        let page = begin(visit, "With Claude Code").await?;

        page.choose_from("Harness", "Claude Code").await?;
        page.says("There is no secret yet that Claude Code can sign in with.").await?;
        let offered = offered(visit).await?;
        ensure!(offered == [""], "{offered:?} are offered, and none of them can be used");
        page.click("button", "Create one").await?;

        page.get("dialog", "Add secret").await?;
        ensure!(page.has("combobox", "Credential").await?, "it doesn't offer the credentials of Claude Code");
        Ok(())
    })
    .await
}
