//! Environments: making and deleting them, and what is refused.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{Environment, EnvironmentPage, paths},
};
use oz_tests::{Engine, Person, Visit, page::Environments, visit, wait};
use serde_json::{Value, json};

/// A visit to the form of an environment that is there, with two secrets of which it names one.
pub(crate) async fn with_one(steps: impl AsyncFnOnce(&mut Visit, Environment) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for name in ["ONE", "TWO", "THREE"] {
            api.add(name, "fake-value", Scope::Team).await?;
        }
        let config = json!({
            "name": "ops-tools", "description": "As it was", "docker_image": "ubuntu:24.04",
            "github_repos": [{ "owner": "acme", "repo": "runbooks" }], "setup_commands": ["make ready"],
            "secrets": [{ "name": "ONE", "scope": "team" }, { "name": "TWO", "scope": "team" }],
        });
        let made: Environment = api.read("POST", paths::ENVIRONMENTS, &config).await?;
        visit.sign_in().await?;
        Environments::on(visit.page()).open_one("ops-tools").await?;
        steps(visit, made).await
    })
    .await
}

/// What the server holds now.
pub(crate) async fn on_server(visit: &Visit) -> Result<Vec<Environment>> {
    let page: EnvironmentPage = visit.stack.api(Person::Admin)?.read("GET", paths::ENVIRONMENTS, &Value::Null).await?;
    Ok(page.environments)
}

#[tokio::test]
async fn an_environment_is_made_with_all_that_runs_find_there() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let environments = Environments::on(visit.page());
        let form = environments.open_new().await?;

        form.field("Name", "ops-tools").await?;
        form.field("Description", "Restarts services").await?;
        form.field("Docker image", "ghcr.io/acme/ops-tools:2026.11").await?;
        form.field("Repositories", "acme/runbooks, acme/infra").await?;
        visit.page().click("button", "Add a command").await?;
        form.field("Command 1", "make ready").await?;
        form.create("ops-tools").await?;

        let made = on_server(visit).await?.pop().context("nothing was made")?.config;
        ensure!(made.docker_image.is_some_and(|image| image.as_str() == "ghcr.io/acme/ops-tools:2026.11"), "the image");
        ensure!(made.github_repos.as_slice().len() == 2, "the repositories");
        ensure!(made.setup_commands.as_slice() == ["make ready"], "the commands");
        ensure!(made.secrets.is_none(), "it declares a list");
        environments.open().await?;
        environments.tells("ops-tools", "acme/runbooks, acme/infra").await?;
        environments.tells("ops-tools", "Every secret in scope").await
    })
    .await
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_is_sent() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let page = visit.page();
        let form = Environments::on(page).open_new().await?;

        page.click("button", "Create environment").await?;
        wait::until("focus", async || Ok(page.focus().await? == "textbox Name")).await?;
        form.tells("Name", "A name is needed.").await?;
        form.field("Docker image", "--privileged").await?;
        form.tells("Docker image", "An image starts with a letter or a digit.").await?;
        form.field("Repositories", "acme").await?;
        form.tells("Repositories", "acme: a repository is written owner/repo.").await?;
        ensure!(visit.stack.spy().requests("POST", paths::ENVIRONMENTS).is_empty(), "something was sent");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_taken_name_is_told_at_the_name() -> Result<()> {
    with_one(async |visit, _| {
        let page = visit.page();
        let form = Environments::on(page).open_new().await?;
        form.field("Name", "OPS-tools").await?;

        page.click("button", "Create environment").await?;

        form.tells("Name", "There is an environment ops-tools already").await?;
        ensure!(on_server(visit).await?.len() == 1, "it was made all the same");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_environment_in_use_is_deleted_only_when_that_is_confirmed() -> Result<()> {
    with_one(async |visit, made| {
        let page = visit.page();
        let agent = json!({ "name": "nightly", "environment_id": made.uid.to_string() });
        visit.stack.api(Person::Admin)?.read::<Value>("POST", paths::AGENTS, &agent).await?;

        page.click("button", "Delete").await?;
        page.get("dialog", "Delete ops-tools?").await?;
        page.click("button", "Delete environment").await?;
        page.says("Agent nightly").await?;
        ensure!(on_server(visit).await?.len() == 1, "it was deleted without a word");
        page.click("button", "Delete all the same").await?;

        page.get("heading", "No environments yet").await?;
        ensure!(on_server(visit).await?.is_empty(), "it is still there");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn in_a_narrow_window_what_an_environment_has_not_is_not_named() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let bare = json!({ "name": "bare" });
        visit.stack.api(Person::Admin)?.read::<Value>("POST", paths::ENVIRONMENTS, &bare).await?;
        visit.sign_in().await?;
        let environments = Environments::on(visit.page());
        environments.open().await?;
        environments.tells("bare", "Every secret in scope").await?;

        visit.driver.set_window_rect(0, 0, 400, 900).await?;

        let named = "return [...document.querySelectorAll('td')].filter((cell) => cell.checkVisibility()).map((cell) => cell.dataset.label)";
        let named: Vec<String> = visit.driver.script(named, &[]).await?;
        ensure!(named == ["Secrets", "Changed"], "{named:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_environment_that_is_not_there_says_so() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;

        for address in ["/environments/01890000-0000-7000-8000-0000000000ff", "/environments/nonsense"] {
            visit.go(address).await?;
            visit.page().get("heading", "There is no such environment").await?;
        }
        Ok(())
    })
    .await
}
