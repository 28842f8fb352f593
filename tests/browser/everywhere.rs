//! A secret that is deleted, wherever it shows: the side bar, environments, agents, runs; and all of it healed when there is
//! one of this name again.

use anyhow::{Result, ensure};
use oz_domain::{
    Scope,
    api::{RunItem, paths},
};
use oz_tests::{
    Engine, Person, Visit,
    page::{Draft, Environments, Secrets},
    visit,
};
use serde_json::{Value, json};

/// What the side bar says of environments.
const FLAGGED: &str = "Environments 1 has a broken reference";

/// A visit with a secret that an environment, an agent and a waiting run name.
async fn with_one_named(steps: impl AsyncFnOnce(&mut Visit, RunItem) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("TOKEN", "fake-value", Scope::Team).await?;
        let list = json!([{ "name": "TOKEN" }]);
        for (path, name) in [(paths::ENVIRONMENTS, "ops-tools"), (paths::AGENTS, "nightly")] {
            api.read::<Value>("POST", path, &json!({ "name": name, "secrets": list })).await?;
        }
        let run = api.start(json!({ "prompt": "Waits for it", "config": { "secrets": list } })).await?;
        visit.sign_in().await?;
        steps(visit, run).await
    })
    .await
}

async fn delete(visit: &Visit) -> Result<()> {
    let page = visit.page();
    Secrets::on(page).choose("TOKEN", "Delete").await?;
    page.click("button", "Delete secret").await?;
    page.click("button", "Delete all the same").await?;
    page.get("heading", "No secrets yet").await.map(drop)
}

#[tokio::test]
async fn a_deleted_secret_is_missed_in_the_side_bar_in_agents_and_in_runs_until_there_is_one_again() -> Result<()> {
    with_one_named(async |visit, run| {
        let (page, secrets) = (visit.page(), Secrets::on(visit.page()));
        page.get("link", "Environments").await?;
        delete(visit).await?;

        page.get("link", FLAGGED).await?;
        page.click("link", "Agents").await?;
        page.says("1 missing").await?;
        visit.stack.api(Person::Admin)?.claim(&run).await?;
        page.click("link", "Runs").await?;
        page.says("Fewer secrets than asked").await?;
        page.click("link", "Waits for it").await?;
        page.says("There is no secret of this name; the run starts without it.").await?;

        page.click("link", "Secrets").await?;
        secrets.add(&Draft::new("TOKEN", "fake-next-value")).await?;
        page.get("link", "Environments").await?;
        secrets.choose("TOKEN", "Who gets this?").await?;
        page.get("link", "ops-tools").await?;
        page.get("link", "nightly").await?;
        page.click("button", "Close…").await?;
        page.click("link", "Agents").await?;
        page.get("link", "nightly").await?;
        ensure!(!page.words().await?.contains("1 missing"), "the agent still misses it");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_side_bar_tells_of_broken_references_before_any_environment_is_looked_at() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let named = json!({ "name": "ops-tools", "secrets": [{ "name": "NOT_THERE" }] });
        visit.stack.api(Person::Admin)?.read::<Value>("POST", paths::ENVIRONMENTS, &named).await?;

        visit.sign_in().await?;
        visit.page().get("link", FLAGGED).await?;

        Environments::on(visit.page()).open().await?;
        Environments::on(visit.page()).tells("ops-tools", "1 missing").await
    })
    .await
}
