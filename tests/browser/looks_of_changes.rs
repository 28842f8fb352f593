//! For everybody, too: what comes up while things change.

use anyhow::Result;
use oz_domain::{
    Scope,
    api::{Agent, Environment, paths},
};
use oz_tests::{Engine, Person, Visit, page::Secrets, visit};
use serde_json::json;

use crate::looks::holds;

/// A long name without a place to break it.
fn long() -> String {
    "LONG_".repeat(25)
}

/// A visit with two secrets that an environment and an agent name.
async fn with_names(steps: impl AsyncFnOnce(&mut Visit, Environment, Agent) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for name in [long().as_str(), "TOKEN"] {
            api.add(name, "fake-value", Scope::Team).await?;
        }
        let named = json!({ "name": "n".repeat(100), "secrets": [{ "name": long() }, { "name": "TOKEN" }] });
        let environment = api.read("POST", paths::ENVIRONMENTS, &named).await?;
        let agent = api.read("POST", paths::AGENTS, &named).await?;
        visit.sign_in().await?;
        steps(visit, environment, agent).await
    })
    .await
}

#[tokio::test]
async fn what_two_people_changed_is_for_everybody() -> Result<()> {
    with_names(async |visit, environment, agent| {
        let (page, api) = (visit.page(), visit.stack.api(Person::Colleague)?);
        let theirs = json!({ "name": "t".repeat(100), "secrets": [{ "name": "TOKEN" }] });
        for (address, path, version) in [
            (format!("/environments/{}", environment.uid), paths::environment(environment.uid), environment.version),
            (format!("/agents/{}", agent.uid), paths::agent(agent.uid), agent.version),
        ] {
            visit.go(&address).await?;
            page.retype("textbox", "Name", "Mine").await?;
            api.ask("PUT", &path, &theirs, &[("if-match", &format!("\"{version}\""))]).await?;
            page.click("button", "Save").await?;
            page.get("table", "What became of the list").await?;
            holds(visit, &format!("a merge at {address}")).await?;
            page.click("button", "Discard").await?;
        }
        page.click("button", "Delete").await?;
        page.get("dialog", "Delete…").await?;
        holds(visit, "deleting an agent").await
    })
    .await
}

#[tokio::test]
async fn who_gets_a_secret_and_what_needs_it_are_for_everybody() -> Result<()> {
    with_names(async |visit, _, _| {
        let (page, secrets) = (visit.page(), Secrets::on(visit.page()));
        let api = visit.stack.api(Person::Admin)?;
        let list = json!([{ "name": long() }, { "name": "NOT_THERE" }]);
        let run = api.start(json!({ "prompt": "word".repeat(60), "config": { "secrets": list } })).await?;
        api.claim(&run).await?;

        secrets.choose(&long(), "Who gets this?").await?;
        page.says("Latest runs that got it").await?;
        page.says("Fewer secrets than asked").await?;
        holds(visit, "who gets it").await?;
        page.click("button", "Close…").await?;
        for (choice, then) in [("Disable", None), ("Delete", Some("Delete secret"))] {
            secrets.choose(&long(), choice).await?;
            if let Some(then) = then {
                page.click("button", then).await?;
            }
            page.says("Still named.").await?;
            holds(visit, &format!("{choice} what is needed")).await?;
            page.click("button", "Cancel").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_with_receipts_and_its_end_are_for_everybody() -> Result<()> {
    with_names(async |visit, environment, _| {
        let (page, api) = (visit.page(), visit.stack.api(Person::Admin)?);
        let config = json!({ "environment_id": environment.uid });
        let run = api.start(json!({ "prompt": "word".repeat(60), "config": config })).await?;
        api.claim(&run).await?;
        api.receipt(&run, json!({ "kind": "received", "variables": 1 })).await?;
        api.receipt(&run, json!({ "kind": "started" })).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        page.says("and the runner says that 1 arrived.").await?;
        holds(visit, "a run with receipts").await?;
        page.click("button", "Cancel run").await?;
        page.get("dialog", "Cancel this run?").await?;
        holds(visit, "cancelling a run").await
    })
    .await
}
