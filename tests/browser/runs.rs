//! Runs: started with the secrets that were meant, followed while they change, and told why they got what they got.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{CreatedRun, RunItem, paths},
};
use oz_tests::{Api, Engine, Page, Person, Visit, visit, wait};
use serde_json::{Value, json};

/// The base point of the curve: a runner's public key that nobody has the private key of.
const RUNNER_KEY: &str = "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn start(api: &Api, run: Value) -> Result<RunItem> {
    let made: CreatedRun = api.read("POST", paths::RUNS, &run).await?;
    api.read("GET", &paths::run(made.run_id), &Value::Null).await
}

/// A runner takes a run.
async fn claim(api: &Api, run: &RunItem) -> Result<()> {
    let claim = json!({ "suite": "x25519-sha256-chacha20poly1305", "public_key": RUNNER_KEY });
    api.ask("POST", &paths::run_claim(run.run_id), &claim, &[]).await.map(drop)
}

async fn tell(api: &Api, run: &RunItem, receipt: Value) -> Result<()> {
    let _: Value = api.read("POST", &paths::run_receipts(run.run_id), &receipt).await?;
    Ok(())
}

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
        page.click("checkbox", "DEPLOY_TOKEN").await?;
        page.says("It would get 1 secret.").await?;
        page.click("button", "Start run").await?;

        page.get("heading", "Deploy what is on main").await?;
        page.says("It waits for a runner.").await?;
        let sent = sent(visit)?;
        let named = sent["config"]["secrets"].as_array().context("the run has no list")?;
        ensure!(named.len() == 1 && named[0]["name"] == "DEPLOY_TOKEN", "the run was sent as {sent}");
        let page_of_runs: Value = api.read("GET", paths::RUNS, &Value::Null).await?;
        let run: RunItem = serde_json::from_value(page_of_runs["runs"][0].clone())?;
        claim(&api, &run).await?;
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
        ensure!(!page.words().await?.contains("Signs in with\nANTHROPIC_API_KEY"), "a plain value is offered");
        page.click("button", "Create one").await?;

        page.get("dialog", "Add secret").await?;
        ensure!(page.has("combobox", "Credential").await?, "it doesn't offer the credentials of Claude Code");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_that_got_fewer_than_it_asked_for_is_shown_so_wherever_it_appears() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        let list = json!([{ "name": "DEPLOY_TOKEN" }, { "name": "NOT_THERE" }]);
        let short = start(&api, json!({ "prompt": "Falls short", "config": { "secrets": list } })).await?;
        let whole = start(&api, json!({ "prompt": "Has it all" })).await?;
        claim(&api, &short).await?;
        claim(&api, &whole).await?;

        visit.go("/runs").await?;
        visit.page().says("Fewer secrets than asked").await?;
        visit.page().click("link", "Got fewer secrets").await?;
        visit.page().gone("link", "Has it all").await?;
        visit.page().click("link", "Falls short").await?;

        visit.page().says("It got fewer secrets than it asked for: 1 is lacking.").await?;
        let words = visit.page().words().await?;
        let place = |name: &str| words.find(name).with_context(|| format!("{name} isn't shown"));
        ensure!(place("NOT_THERE")? < place("DEPLOY_TOKEN")?, "what is lacking doesn't come first");
        visit.page().says("There is no secret of this name; the run starts without it.").await
    })
    .await
}

#[tokio::test]
async fn a_required_secret_that_is_missing_says_why_the_run_failed() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        let list = json!([{ "name": "NOT_THERE", "required": true }]);
        let run = start(&api, json!({ "prompt": "Can't start", "config": { "secrets": list } })).await?;
        claim(&api, &run).await?;

        visit.go("/runs?show=failed").await?;
        visit.page().click("link", "Can't start").await?;

        visit.page().says("There is no secret of this name, so the run doesn't start.").await?;
        ensure!(!visit.page().has("button", "Cancel run").await?, "a run that has ended can be cancelled");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_run_is_followed_through_its_states_without_asking_again() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        let run = start(&api, json!({ "prompt": "Step by step" })).await?;
        visit.go(&format!("/runs/{}", run.run_id)).await?;
        visit.page().says("It waits for a runner.").await?;

        claim(&api, &run).await?;
        visit.page().says("The runner hasn't confirmed what arrived.").await?;
        tell(&api, &run, json!({ "kind": "received", "variables": 1 })).await?;
        visit.page().says("The runner confirms that all of it arrived.").await?;
        tell(&api, &run, json!({ "kind": "started" })).await?;
        visit.page().says("Its agent works.").await?;
        tell(&api, &run, json!({ "kind": "ended", "state": "SUCCEEDED" })).await?;
        visit.page().says("Its agent is done.").await?;

        let asked = visit.stack.spy().requests("GET", &paths::run(run.run_id)).len();
        ensure!(asked == 1, "it was asked for {asked} times");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_list_goes_on_after_the_server_was_away() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/runs").await?;
        visit.page().get("heading", "No runs yet").await?;
        start(&visit.stack.api(Person::Admin)?, json!({ "prompt": "Before" })).await?;
        visit.page().get("link", "Before").await?;

        visit.stack.restart().await?;
        start(&visit.stack.api(Person::Admin)?, json!({ "prompt": "After" })).await?;
        visit.page().get("link", "After").await?;

        let asked = visit.stack.spy().requests("GET", paths::RUNS).len();
        ensure!(asked <= 6, "the list was asked for {asked} times");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_is_cancelled_after_a_question() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let run = start(&visit.stack.api(Person::Admin)?, json!({ "prompt": "Never mind" })).await?;
        visit.go(&format!("/runs/{}", run.run_id)).await?;

        visit.page().click("button", "Cancel run").await?;
        visit.page().get("dialog", "Cancel this run?").await?;
        visit.page().click("button", "Let it run").await?;
        ensure!(visit.stack.spy().changes().is_empty(), "it was cancelled without an answer");
        visit.page().click("button", "Cancel run").await?;
        let dialog = visit.page().get("dialog", "Cancel this run?").await?;
        visit.page().get_within(&dialog, "button", "Cancel run").await?.click().await?;

        visit.page().says("A person ended it.").await?;
        visit.page().says("It ended before a runner claimed it, and got nothing.").await?;
        visit.page().gone("button", "Cancel run").await
    })
    .await
}

#[tokio::test]
async fn somebody_elses_own_run_is_no_run() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let colleague = visit.stack.api(Person::Colleague)?;
        let run = start(&colleague, json!({ "prompt": "Mine alone", "team": false })).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        visit.page().get("heading", "There is no such run").await?;
        visit.go("/runs").await?;
        visit.page().get("heading", "No runs yet").await.map(drop)
    })
    .await
}
