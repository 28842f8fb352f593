//! Runs: followed while they change, and told why they got what they got.

use anyhow::{Context, Result, ensure};
use oz_domain::{Scope, api::paths};
use oz_tests::{Engine, Person, visit};
use serde_json::{Value, json};

#[tokio::test]
async fn a_run_that_got_fewer_than_it_asked_for_is_shown_so_wherever_it_appears() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        let list = json!([{ "name": "DEPLOY_TOKEN" }, { "name": "NOT_THERE" }]);
        let short = api.start(json!({ "prompt": "Falls short", "config": { "secrets": list } })).await?;
        let whole = api.start(json!({ "prompt": "Has it all" })).await?;
        api.claim(&short).await?;
        api.claim(&whole).await?;

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
        let run = api.start(json!({ "prompt": "Can't start", "config": { "secrets": list } })).await?;
        api.claim(&run).await?;

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
        let run = api.start(json!({ "prompt": "Step by step" })).await?;
        visit.go(&format!("/runs/{}", run.run_id)).await?;
        visit.page().says("It waits for a runner.").await?;

        api.claim(&run).await?;
        visit.page().says("The runner hasn't confirmed what arrived.").await?;
        api.receipt(&run, json!({ "kind": "received", "variables": 1 })).await?;
        visit.page().says("The runner confirms that all of it arrived.").await?;
        api.receipt(&run, json!({ "kind": "started" })).await?;
        visit.page().says("Its agent works.").await?;
        api.receipt(&run, json!({ "kind": "ended", "state": "SUCCEEDED" })).await?;
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
        visit.stack.api(Person::Admin)?.start(json!({ "prompt": "Before" })).await?;
        visit.page().get("link", "Before").await?;

        visit.stack.restart().await?;
        visit.stack.api(Person::Admin)?.start(json!({ "prompt": "After" })).await?;
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
        let run = visit.stack.api(Person::Admin)?.start(json!({ "prompt": "Never mind" })).await?;
        visit.go(&format!("/runs/{}", run.run_id)).await?;

        visit.page().click("button", "Cancel run").await?;
        visit.page().get("dialog", "Cancel this run?").await?;
        visit.page().click("button", "Let it run").await?;
        let cancelled = visit.stack.spy().requests("POST", &paths::run_cancel(run.run_id));
        ensure!(cancelled.is_empty(), "it was cancelled without an answer");
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
        let run = colleague.start(json!({ "prompt": "Mine alone", "team": false })).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        visit.page().get("heading", "There is no such run").await?;
        visit.go("/runs").await?;
        visit.page().get("heading", "No runs yet").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_secret_says_who_gets_it_and_which_runs_did() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        let list = json!({ "name": "ops-tools", "secrets": [{ "name": "DEPLOY_TOKEN" }] });
        let _: Value = api.read("POST", paths::ENVIRONMENTS, &list).await?;
        let run = api.start(json!({ "prompt": "It got one" })).await?;
        api.claim(&run).await?;
        let more = json!([{ "name": "DEPLOY_TOKEN" }, { "name": "NOT_THERE" }]);
        let short = api.start(json!({ "prompt": "It asked for two", "config": { "secrets": more } })).await?;
        api.claim(&short).await?;
        visit.go("/secrets").await?;

        secrets.choose("DEPLOY_TOKEN", "Who gets this?").await?;
        visit.page().get("dialog", "Who gets DEPLOY_TOKEN?").await?;

        visit.page().get("link", "ops-tools").await?;
        visit.page().says("Whoever starts them, schedules too.").await?;
        let tagged = "return [...document.querySelectorAll('.recent li')].filter((run) => /Fewer/.test(run.innerText)).map((run) => run.querySelector('a').innerText)";
        let tagged: Vec<String> = visit.driver.script(tagged, &[]).await?;
        ensure!(tagged == ["It asked for two"], "{tagged:?} are said to have got fewer");
        visit.page().click("link", "It got one").await?;
        visit.page().get("heading", "It got one").await.map(drop)
    })
    .await
}
