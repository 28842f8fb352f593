//! The list of runs by whom and by state, and what one run's page says of how it ran.

use anyhow::{Context, Result, ensure};
use oz_domain::{Scope, api::paths};
use oz_tests::{Engine, Person, Visit, visit};
use serde_json::{Value, json};

use crate::credentials::{CLAUDE, add_both};

#[tokio::test]
async fn the_list_shows_only_ones_own_and_only_what_has_not_ended() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        api.start(json!({ "prompt": "Mine and waiting" })).await?;
        let ended = api.start(json!({ "prompt": "Mine and ended" })).await?;
        let _: Value = api.read("POST", &paths::run_cancel(ended.run_id), &Value::Null).await?;
        visit.stack.api(Person::Colleague)?.start(json!({ "prompt": "Theirs and waiting" })).await?;
        visit.go("/runs").await?;
        let page = visit.page();
        page.says("3 runs").await?;

        page.click("link", "Mine").await?;
        page.says("2 runs").await?;
        page.gone("link", "Theirs and waiting").await?;
        page.get("link", "Mine and ended").await?;
        page.click("link", "Active").await?;
        page.gone("link", "Mine and ended").await?;
        page.get("link", "Mine and waiting").await?;
        page.get("link", "Theirs and waiting").await?;

        // While one looks.
        visit.stack.api(Person::Colleague)?.start(json!({ "prompt": "Theirs and later" })).await?;
        page.get("link", "Theirs and later").await?;
        page.click("link", "Mine").await?;
        page.gone("link", "Theirs and later").await
    })
    .await
}

/// What stands beside a heading of how the run runs.
async fn fact(visit: &Visit, name: &str) -> Result<String> {
    let fact = "
        const term = [...document.querySelectorAll('dt')].find((term) => term.innerText === arguments[0]);
        return term?.nextElementSibling.innerText ?? '';
    ";
    visit.driver.script(fact, &[json!(name)]).await
}

#[tokio::test]
async fn a_run_says_what_started_it_what_it_signed_in_with_and_its_states() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        add_both(visit.sign_in().await?).await?;
        let api = visit.stack.api(Person::Admin)?;
        let auth = json!({ "claude_auth_secret_name": CLAUDE });
        let config = json!({ "harness": { "type": "claude" }, "harness_auth_secrets": auth });
        let run = api.start(json!({ "prompt": "By claude", "config": config })).await?;
        api.claim(&run).await?;
        api.receipt(&run, json!({ "kind": "received", "variables": 1 })).await?;
        api.receipt(&run, json!({ "kind": "started" })).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        let page = visit.page();
        page.says("From claude-platform, what the harness signs in with, team, revision 1").await?;
        ensure!(fact(visit, "Harness auth secret").await? == CLAUDE, "{}", fact(visit, "Harness auth secret").await?);
        let trigger = fact(visit, "Trigger").await?;
        ensure!(trigger.ends_with("; a person's, so that person's own secrets count"), "{trigger}");
        let states = "return [...document.querySelectorAll('.states > li > span:first-child')].map((s) => s.innerText)";
        let states: Vec<String> = visit.driver.script(states, &[]).await?;
        ensure!(states == ["Waiting", "Starting", "Working"], "{states:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_that_nobody_stands_behind_says_so() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.stack.api(Person::Admin)?.add("OWN", "fake-own-value", Scope::Personal).await?;
        let team = visit.stack.team_api()?;
        let run = team.start(json!({ "prompt": "By the team" })).await?;
        team.claim(&run).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        visit.page().says("It got no secret.").await?;

        let trigger = fact(visit, "Trigger").await?;
        ensure!(trigger.ends_with("; nobody stands behind it, so no personal secret counts"), "{trigger}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_secret_that_a_run_did_not_get_can_be_read_however_many_there_are() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        for number in 0..130 {
            api.add(&format!("MANY_{number:03}"), "fake-value", Scope::Team).await?;
        }
        let list = json!([{ "name": "MANY_000" }]);
        let run = api.start(json!({ "prompt": "One of many", "config": { "secrets": list } })).await?;
        api.claim(&run).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        let page = visit.page();
        page.click("button", "129 others that it doesn't get").await?;
        page.says("MANY_100").await?;
        ensure!(page.all_lines().await?.len() == 101, "all are drawn at once");
        page.click("button", "Show 29 more").await?;

        page.says("MANY_129").await?;
        let lines = page.all_lines().await?;
        let last = lines.last().context("no line")?;
        ensure!(lines.len() == 130 && last.variable == "MANY_129", "{} lines, the last is {last:?}", lines.len());
        page.gone("button", "Show 29 more").await
    })
    .await
}
