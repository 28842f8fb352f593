//! Environments: making, changing, leaving and deleting them, and two people at once.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{Environment, EnvironmentPage, paths},
};
use oz_tests::{
    Engine, Person, Visit,
    page::{EnvironmentForm, Environments},
    visit, wait,
};
use serde_json::{Value, json};

/// A visit to the form of an environment that is there, with two secrets of which it names one.
async fn with_one(steps: impl AsyncFnOnce(&mut Visit, Environment) -> Result<()>) -> Result<()> {
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
async fn on_server(visit: &Visit) -> Result<Vec<Environment>> {
    let page: EnvironmentPage = visit.stack.api(Person::Admin)?.read("GET", paths::ENVIRONMENTS, &Value::Null).await?;
    Ok(page.environments)
}

/// Somebody else saves the environment whole, with some members changed.
async fn colleague_saves(visit: &Visit, made: &Environment, changes: Value) -> Result<()> {
    let mut config = serde_json::to_value(&made.config)?;
    for (member, value) in changes.as_object().context("members")? {
        config[member] = value.clone();
    }
    let version = format!("\"{}\"", made.version);
    let colleague = visit.stack.api(Person::Colleague)?;
    let answer = colleague.ask("PUT", &paths::environment(made.uid), &config, &[("if-match", &version)]).await?;
    ensure!(answer.status == 200, "{} {}", answer.status, String::from_utf8_lossy(&answer.body));
    Ok(())
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
async fn changes_are_counted_saved_and_taken_back() -> Result<()> {
    with_one(async |visit, _| {
        let page = visit.page();
        let form = EnvironmentForm::opened(page).await?;

        form.field("Description", "As it is now").await?;
        page.says("1 change not saved").await?;
        form.tick("ONE, team").await?;
        form.tick("THREE, team").await?;
        page.says("3 changes not saved").await?;
        page.click("button", "Discard").await?;
        page.gone("button", "Save").await?;
        ensure!(form.is_ticked("ONE, team").await? && !form.is_ticked("THREE, team").await?, "not taken back");

        form.tick("THREE, team").await?;
        form.save().await?;
        let saved = on_server(visit).await?.remove(0).config;
        ensure!(saved.secrets.is_some_and(|list| list.as_slice().len() == 3), "the list");
        ensure!(saved.description.as_str() == "As it was", "what was taken back was saved");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn leaving_with_changes_asks_first_by_link_and_back_and_closing() -> Result<()> {
    with_one(async |visit, _| {
        let page = visit.page();
        let form = EnvironmentForm::opened(page).await?;
        form.tick("THREE, team").await?;

        for back in [false, true] {
            if back {
                visit.driver.back().await?
            } else {
                page.click("link", "Secrets").await?
            }
            page.get("dialog", "Discard draft?").await?;
            page.click("button", "Keep editing").await?;
            page.gone("dialog", "Discard draft?").await?;
            ensure!(form.is_ticked("THREE, team").await?, "the change is lost");
        }
        ensure!(crate::leaving::would_ask(visit).await?, "the tab would close without a word");
        page.click("link", "Secrets").await?;
        page.click("button", "Discard").await?;
        page.get("heading", "Secrets").await?;
        ensure!(!crate::leaving::would_ask(visit).await?, "the browser would ask about nothing");
        ensure!(visit.stack.spy().changes().iter().all(|sent| sent.method != "PUT"), "something was sent");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_peoples_changes_of_one_list_are_merged_and_shown_before_they_are_saved() -> Result<()> {
    with_one(async |visit, made| {
        let page = visit.page();
        let form = EnvironmentForm::opened(page).await?;
        form.tick("THREE, team").await?;
        form.field("Description", "Mine").await?;
        let theirs = json!([{ "name": "ONE", "scope": "team" }]);
        colleague_saves(visit, &made, json!({ "secrets": theirs, "docker_image": "debian:13" })).await?;

        page.click("button", "Save").await?;

        page.says("Changed meanwhile by").await?;
        page.says("The image is now “debian:13”.").await?;
        let [one, two, three] = ["ONE, team", "TWO, team", "THREE, team"];
        ensure!(
            form.is_ticked(one).await? && !form.is_ticked(two).await? && form.is_ticked(three).await?,
            "not merged"
        );
        page.get("table", "What became of the list").await?;
        page.click("checkbox", "TWO from now on").await?;
        ensure!(form.is_ticked(two).await?, "the table decides nothing");
        form.save().await?;

        let saved = on_server(visit).await?.remove(0).config;
        let names: Vec<String> =
            saved.secrets.iter().flat_map(|list| list.as_slice()).map(|r| r.name.to_string()).collect();
        ensure!(names == ["ONE", "THREE", "TWO"], "{names:?}");
        ensure!(saved.description.as_str() == "Mine", "mine is lost");
        ensure!(saved.docker_image.is_some_and(|image| image.as_str() == "debian:13"), "theirs is lost");
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
