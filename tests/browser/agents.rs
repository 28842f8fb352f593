//! Agents: made, changed by two at once, deleted.

use anyhow::{Result, ensure};
use oz_domain::{
    Harness, Scope,
    api::{Agent, AgentPage, paths},
};
use oz_tests::{Api, Engine, Person, visit, wait};
use serde_json::{Value, json};

async fn make(api: &Api, agent: Value) -> Result<Agent> {
    api.read("POST", paths::AGENTS, &agent).await
}

async fn only_one(api: &Api) -> Result<Agent> {
    let AgentPage { mut agents, .. } = api.read("GET", paths::AGENTS, &Value::Null).await?;
    ensure!(agents.len() == 1, "there are {} agents", agents.len());
    Ok(agents.remove(0))
}

#[tokio::test]
async fn an_agent_is_made_with_secrets_of_its_own() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        api.add("OTHER_TOKEN", "fake-other", Scope::Team).await?;
        visit.go("/agents").await?;
        let page = visit.page();
        page.click("link", "Make the first agent").await?;

        page.type_into("textbox", "Name", "Night watch").await?;
        page.choose_from("Harness", "Codex").await?;
        page.click("radio", "These too").await?;
        page.click("checkbox", "DEPLOY_TOKEN, team").await?;
        page.says("It would get 1 secret.").await?;
        page.click("button", "Create agent").await?;

        page.get("link", "Night watch").await?;
        let agent = only_one(&api).await?;
        let named: Vec<&str> = agent.secrets.iter().map(|one| one.name.as_str()).collect();
        ensure!(agent.secrets_declared && named == ["DEPLOY_TOKEN"], "it was stored with {named:?}");
        ensure!(agent.harness.is_some_and(|harness| harness.kind == Some(Harness::Codex)), "another harness");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_agent_without_a_name_is_not_sent() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/agents/new").await?;

        visit.page().click("button", "Create agent").await?;

        visit.page().says("A name is needed.").await?;
        wait::until("the focus on the name", async || Ok(visit.page().focus().await? == "textbox Name")).await?;
        ensure!(visit.stack.spy().requests("POST", paths::AGENTS).is_empty(), "it was sent all the same");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_two_changed_at_once_is_kept_of_both() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        let agent = make(&api, json!({ "name": "Shared" })).await?;
        visit.go(&format!("/agents/{}", agent.uid)).await?;
        let page = visit.page();
        page.retype("textbox", "Name", "Renamed").await?;
        page.says("1 change not saved").await?;
        let change = json!({ "description": "Theirs" });
        let version = format!("\"{}\"", agent.version);
        api.ask("PUT", &paths::agent(agent.uid), &change, &[("if-match", &version)]).await?;

        page.click("button", "Save").await?;
        page.says("Changed meanwhile by").await?;
        ensure!(page.value("textbox", "Name").await? == "Renamed", "the name that was typed is lost");
        page.click("button", "Save").await?;

        page.says("Renamed was saved").await?;
        let agent = only_one(&api).await?;
        let description = agent.description.map(|text| text.to_string());
        ensure!(agent.name.as_str() == "Renamed" && description.as_deref() == Some("Theirs"), "one of both is lost");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_peoples_changes_of_an_agents_list_are_merged_and_shown_before_they_are_saved() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for name in ["ONE", "TWO", "THREE"] {
            api.add(name, "fake-value", Scope::Team).await?;
        }
        let list = json!([{ "name": "ONE", "scope": "team" }, { "name": "TWO", "scope": "team" }]);
        let agent = make(&api, json!({ "name": "Shared", "secrets": list })).await?;
        visit.sign_in().await?;
        visit.go(&format!("/agents/{}", agent.uid)).await?;
        let page = visit.page();
        page.click("checkbox", "THREE, team").await?;
        let change = json!({ "secrets": [{ "name": "ONE", "scope": "team" }], "harness": { "type": "codex" } });
        let version = format!("\"{}\"", agent.version);
        api.ask("PUT", &paths::agent(agent.uid), &change, &[("if-match", &version)]).await?;

        page.click("button", "Save").await?;
        page.says("The harness is now “Codex”.").await?;
        page.get("table", "What became of the list").await?;
        for (name, is_ticked) in [("ONE, team", true), ("TWO, team", false), ("THREE, team", true)] {
            ensure!(page.get("checkbox", name).await?.is_selected().await? == is_ticked, "{name} is not merged");
        }
        page.click("checkbox", "TWO from now on").await?;
        page.click("button", "Save").await?;

        page.says("Shared was saved").await?;
        page.gone("table", "What became of the list").await?;
        let agent = only_one(&api).await?;
        let names: Vec<&str> = agent.secrets.iter().map(|one| one.name.as_str()).collect();
        ensure!(names == ["ONE", "THREE", "TWO"], "{names:?}");
        ensure!(agent.harness.is_some_and(|harness| harness.kind == Some(Harness::Codex)), "theirs is lost");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_agent_is_deleted_after_a_question() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        let agent = make(&api, json!({ "name": "Obsolete" })).await?;
        visit.go(&format!("/agents/{}", agent.uid)).await?;

        visit.page().click("button", "Delete").await?;
        visit.page().get("dialog", "Delete Obsolete?").await?;
        visit.page().click("button", "Cancel").await?;
        let deletions = visit.stack.spy().requests("DELETE", &paths::agent(agent.uid));
        ensure!(deletions.is_empty(), "it was deleted without an answer");
        visit.page().click("button", "Delete").await?;
        visit.page().click("button", "Delete agent").await?;

        visit.page().get("heading", "No agents yet").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn changes_to_an_agent_are_asked_about_before_they_are_lost() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/agents/new").await?;
        visit.page().type_into("textbox", "Name", "Half").await?;

        visit.page().click("link", "Runs").await?;
        visit.page().get("dialog", "Discard draft?").await?;
        visit.page().click("button", "Keep editing").await?;

        ensure!(visit.page().value("textbox", "Name").await? == "Half", "the name is lost");
        visit.page().click("link", "Runs").await?;
        visit.page().click("button", "Discard").await?;
        visit.page().get("heading", "Runs").await.map(drop)
    })
    .await
}
