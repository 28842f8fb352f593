//! Starting runs from the page: with the secrets that were meant, and nothing that was filled in lost.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{RunItem, paths},
};
use oz_tests::{Engine, Page, Person, Visit, visit, wait};
use serde_json::{Value, json};

/// The request of the run that was started from the page.
fn sent(visit: &Visit) -> Result<Value> {
    visit.stack.spy().requests("POST", paths::RUNS).last().context("no run was started")?.sent()
}

async fn begin<'v>(visit: &'v Visit, prompt: &str) -> Result<Page<'v>> {
    visit.go("/runs/new").await?;
    visit.page().type_into("textbox", "Prompt", prompt).await?;
    Ok(visit.page())
}

#[tokio::test]
async fn a_run_is_narrowed_to_one_secret_and_gets_what_was_shown_before() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        api.add("OTHER_TOKEN", "fake-other", Scope::Team).await?;
        let page = begin(visit, "Deploy what is on main").await?;
        page.says("It would get 2 secrets.").await?;

        page.click("radio", "Only these").await?;
        page.click("checkbox", "DEPLOY_TOKEN, team").await?;
        page.says("It would get 1 secret.").await?;
        page.click("button", "Start run").await?;

        page.get("heading", "Deploy what is on main").await?;
        page.says("It waits for a runner.").await?;
        let sent = sent(visit)?;
        let named = sent["config"]["secrets"].as_array().context("the run has no list")?;
        ensure!(named.len() == 1 && named[0]["name"] == "DEPLOY_TOKEN", "the run was sent as {sent}");
        let page_of_runs: Value = api.read("GET", paths::RUNS, &Value::Null).await?;
        let run: RunItem = serde_json::from_value(page_of_runs["runs"][0].clone())?;
        api.claim(&run).await?;
        page.says("It got 1 secret, as 1 variable.").await
    })
    .await
}

#[tokio::test]
async fn a_run_that_opts_out_gets_nothing() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.stack.api(Person::Admin)?.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        let page = begin(visit, "Nothing secret").await?;

        page.click("radio", "None").await?;
        page.says("It would get no secret.").await?;
        page.click("button", "Start run").await?;

        page.get("heading", "Nothing secret").await?;
        ensure!(sent(visit)?["config"]["secrets"] == json!([]), "an empty list was not sent as one");
        Ok(())
    })
    .await
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
async fn only_secrets_that_the_harness_can_sign_in_with_are_offered() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.stack.api(Person::Admin)?.add("ANTHROPIC_API_KEY", "fake-raw", Scope::Team).await?;
        let page = begin(visit, "With Claude Code").await?;

        page.choose_from("Harness", "Claude Code").await?;
        page.says("There is no secret yet that Claude Code can sign in with.").await?;
        let offered = "return [...document.querySelectorAll('#harness-auth option')].map((option) => option.value)";
        let offered: Vec<String> = visit.driver.script(offered, &[]).await?;
        ensure!(offered == [""], "{offered:?} are offered, and none of them can be used");
        page.click("button", "Create one").await?;

        page.get("dialog", "Add secret").await?;
        ensure!(page.has("combobox", "Credential").await?, "it doesn't offer the credentials of Claude Code");
        Ok(())
    })
    .await
}
