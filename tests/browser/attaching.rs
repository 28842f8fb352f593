//! Attaching secrets to an environment, and what a run there would get.

use anyhow::{Result, ensure};
use oz_domain::{Scope, api::paths};
use oz_tests::{
    Engine, Person, Visit,
    page::{AddPane, Draft, EnvironmentForm, Environments, Secrets},
    visit, wait,
};
use serde_json::{Value, json};
use thirtyfour::Key;

/// A visit with some secrets, and the form of a new environment.
async fn with_secrets(steps: impl AsyncFnOnce(&mut Visit) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for name in ["DEPLOY_TOKEN", "PAGER_KEY", "SHARED_NAME"] {
            api.add(name, "fake-team-value", Scope::Team).await?;
        }
        for name in ["MY_TOKEN", "SHARED_NAME"] {
            api.add(name, "fake-own-value", Scope::Personal).await?;
        }
        visit.sign_in().await?;
        steps(visit).await
    })
    .await
}

async fn new_form(visit: &Visit) -> Result<EnvironmentForm<'_>> {
    Environments::on(visit.page()).open_new().await
}

#[tokio::test]
async fn secrets_are_attached_by_keyboard_alone() -> Result<()> {
    with_secrets(async |visit| {
        let page = visit.page();
        new_form(visit).await?;

        press_to(visit, "textbox Name").await?;
        page.press("ops-tools").await?;
        press_to(visit, "radio Every secret in scope").await?;
        page.press(Key::Down.value().to_string().as_str()).await?;
        wait::until("the choice", async || Ok(page.focus().await? == "radio Only these")).await?;
        press_to(visit, "checkbox DEPLOY_TOKEN, team").await?;
        page.press(" ").await?;
        press_to(visit, "checkbox Required: DEPLOY_TOKEN").await?;
        page.press(" ").await?;
        press_to(visit, "textbox as, variable of DEPLOY_TOKEN").await?;
        page.press("TOKEN").await?;
        press_to(visit, "button Create environment").await?;
        page.press(Key::Enter.value().to_string().as_str()).await?;

        page.says("ops-tools was made").await?;
        let sent: Value = visit.stack.spy().requests("POST", paths::ENVIRONMENTS)[0].sent()?;
        let reference = json!({ "name": "DEPLOY_TOKEN", "scope": "team", "as": "TOKEN", "required": true });
        ensure!(sent["secrets"] == json!([reference]), "{}", sent["secrets"]);
        Ok(())
    })
    .await
}

/// Presses Tab until something has the focus.
async fn press_to(visit: &Visit, wanted: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..40 {
        let focus = visit.page().focus().await?;
        if focus == wanted {
            return Ok(());
        }
        passed.push(focus);
        visit.page().press(Key::Tab.value().to_string().as_str()).await?;
    }
    anyhow::bail!("Tab never came to {wanted}, but to {passed:?}")
}

#[tokio::test]
async fn the_answer_follows_each_change_before_anything_is_saved() -> Result<()> {
    with_secrets(async |visit| {
        let page = visit.page();
        let form = new_form(visit).await?;
        form.answers("PAGER_KEY", "Gets", "Team, revision 1").await?;

        form.only_these().await?;
        page.says("It would get no secret.").await?;
        form.tick("DEPLOY_TOKEN, team").await?;
        form.answers("DEPLOY_TOKEN", "Gets", "Team, revision 1").await?;
        form.rename("DEPLOY_TOKEN", "GH_TOKEN").await?;
        form.answers("GH_TOKEN", "Gets", "From DEPLOY_TOKEN").await?;
        form.tick("MY_TOKEN, personal").await?;
        form.answers("MY_TOKEN", "Gets", "Personal").await?;
        page.says("A personal secret is left out of runs that nobody stands behind").await?;

        page.click("radio", "A schedule").await?;
        form.answers("MY_TOKEN", "Lacks", "no person stands behind this run").await?;
        page.click("radio", "None").await?;
        page.says("It would get no secret.").await?;
        ensure!(visit.stack.spy().requests("POST", paths::ENVIRONMENTS).is_empty(), "something was sent");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_one_name_in_both_scopes_each_can_be_attached() -> Result<()> {
    with_secrets(async |visit| {
        let form = new_form(visit).await?;
        form.only_these().await?;

        form.tick("SHARED_NAME, team").await?;
        form.answers("SHARED_NAME", "Gets", "Team").await?;
        ensure!(!form.is_ticked("SHARED_NAME, personal").await?, "both were attached at once");
        form.tick("SHARED_NAME, team").await?;
        form.tick("SHARED_NAME, personal").await?;
        form.answers("SHARED_NAME", "Gets", "Personal").await?;

        visit.page().click("radio", "A schedule").await?;
        form.answers("SHARED_NAME", "Lacks", "It is personal").await
    })
    .await
}

#[tokio::test]
async fn a_required_secret_that_cannot_be_had_is_said_to_stop_the_run() -> Result<()> {
    with_secrets(async |visit| {
        let form = new_form(visit).await?;
        form.only_these().await?;
        form.tick("MY_TOKEN, personal").await?;
        form.tick("Required: MY_TOKEN").await?;

        visit.page().click("radio", "An integration").await?;

        visit.page().says("It would not start: MY_TOKEN is required and can't be had.").await
    })
    .await
}

#[tokio::test]
async fn a_deleted_secret_is_missing_wherever_it_is_attached_and_heals_when_it_is_created_again() -> Result<()> {
    with_secrets(async |visit| {
        let page = visit.page();
        let environments = Environments::on(page);
        let form = new_form(visit).await?;
        form.field("Name", "ops-tools").await?;
        form.only_these().await?;
        form.tick("DEPLOY_TOKEN, team").await?;
        form.create("ops-tools").await?;

        page.click("link", "Secrets").await?;
        let secrets = Secrets::on(page);
        secrets.wait_for_list().await?;
        secrets.choose("DEPLOY_TOKEN", "Delete").await?;
        page.click("button", "Delete secret").await?;
        delete_all_the_same(visit).await?;

        environments.open().await?;
        environments.tells("ops-tools", "1 missing").await?;
        let form = environments.open_one("ops-tools").await?;
        form.answers("DEPLOY_TOKEN", "Lacks", "There is no secret of this name").await?;
        ensure!(form.is_ticked("DEPLOY_TOKEN, missing").await?, "the reference is gone");

        page.click("button", "Create it DEPLOY_TOKEN").await?;
        let pane = AddPane::opened(page).await?;
        ensure!(page.value("textbox", "Name").await? == "DEPLOY_TOKEN", "another name");
        pane.value("fake-next-value").await?;
        pane.create().await?;
        pane.closed().await?;
        form.answers("DEPLOY_TOKEN", "Gets", "Team, revision 1").await?;
        ensure!(form.is_ticked("DEPLOY_TOKEN, team").await?, "the reference didn't heal");
        environments.open().await?;
        environments.tells("ops-tools", "1").await
    })
    .await
}

/// The server says what needs the secret, and is told to delete it all the same.
async fn delete_all_the_same(visit: &Visit) -> Result<()> {
    let page = visit.page();
    page.says("Still named.").await?;
    page.says("ops-tools").await?;
    ensure!(page.has("dialog", "Delete DEPLOY_TOKEN?").await?, "it was deleted at once");
    page.click("button", "Delete all the same").await?;
    page.gone("dialog", "Delete DEPLOY_TOKEN?").await
}

#[tokio::test]
async fn among_many_secrets_a_search_finds_the_one_to_attach() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for number in 0..130 {
            api.add(&format!("MANY_{number:03}"), "fake-value", Scope::Team).await?;
        }
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("NEEDLE", "fake-value")).await?;
        let page = visit.page();
        let form = new_form(visit).await?;
        form.only_these().await?;
        page.says("31 more: search for them.").await?;

        page.type_into("searchbox", "Search secrets to attach", "needle").await?;
        form.tick("NEEDLE, team").await?;
        page.retype("searchbox", "Search secrets to attach", "").await?;

        ensure!(form.is_ticked("NEEDLE, team").await?, "what is attached isn't shown");
        page.says("1 of 131 attached").await
    })
    .await
}
