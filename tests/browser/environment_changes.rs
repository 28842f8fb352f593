//! Changing an environment: what isn't saved is counted and guarded, and two people's changes are merged.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    References,
    api::{Environment, paths},
};
use oz_tests::{Person, Visit, page::EnvironmentForm, wait};
use serde_json::{Value, json};

use crate::environments::{on_server, with_one};

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
                visit.driver.back().await?;
            } else {
                page.click("link", "Secrets").await?;
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
async fn leaving_with_changes_asks_first_by_forward_and_goes_when_told_to() -> Result<()> {
    with_one(async |visit, _| {
        let page = visit.page();
        let form = EnvironmentForm::opened(page).await?;
        let here = visit.driver.current_url().await?;
        let ahead = "history.pushState(history.state, '', '/settings'); history.back()";
        visit.driver.script::<Value>(ahead, &[]).await?;
        wait::until("one step back", async || Ok(visit.driver.current_url().await? == here)).await?;
        form.tick("THREE, team").await?;

        visit.driver.forward().await?;
        page.get("dialog", "Discard draft?").await?;
        page.click("button", "Keep editing").await?;
        page.gone("dialog", "Discard draft?").await?;
        ensure!(form.is_ticked("THREE, team").await?, "the change is lost");
        ensure!(visit.driver.current_url().await? == here, "the address is another page's");
        visit.driver.back().await?;
        page.click("button", "Discard").await?;

        page.get("heading", "Settings").await?;
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
        let list = saved.secrets.iter().flat_map(References::as_slice);
        let names: Vec<String> = list.map(|reference| reference.name.to_string()).collect();
        ensure!(names == ["ONE", "THREE", "TWO"], "{names:?}");
        ensure!(saved.description.as_str() == "Mine", "mine is lost");
        ensure!(saved.docker_image.is_some_and(|image| image.as_str() == "debian:13"), "theirs is lost");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_session_that_ended_is_taken_up_again_and_the_changes_are_saved() -> Result<()> {
    with_one(async |visit, _| {
        let page = visit.page();
        EnvironmentForm::opened(page).await?.tick("THREE, team").await?;
        visit.driver.delete_all_cookies().await?;

        page.click("button", "Save").await?;
        sign_in_again(visit, Person::Admin).await?;

        page.says("ops-tools was saved").await?;
        let saved = on_server(visit).await?.remove(0).config;
        ensure!(saved.secrets.is_some_and(|list| list.as_slice().len() == 3), "the list");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn somebody_else_who_signs_in_again_gets_no_changes_of_another_person() -> Result<()> {
    with_one(async |visit, _| {
        let page = visit.page();
        let form = EnvironmentForm::opened(page).await?;
        form.tick("THREE, team").await?;
        visit.driver.delete_all_cookies().await?;

        page.click("button", "Save").await?;
        sign_in_again(visit, Person::Colleague).await?;

        page.says("Somebody else is signed in now").await?;
        page.gone("button", "Save").await?;
        let anew = EnvironmentForm::opened(page).await?;
        ensure!(!anew.is_ticked("THREE, team").await?, "the change is still there");
        ensure!(
            visit.stack.spy().changes().iter().filter(|sent| sent.method == "PUT").count() == 1,
            "it was sent again"
        );
        Ok(())
    })
    .await
}

async fn sign_in_again(visit: &Visit, who: Person) -> Result<()> {
    let page = visit.page();
    page.get("dialog", "Sign in again").await?;
    let link = visit.stack.sign_in_link(who, visit.stack.spy().origin())?;
    page.type_into("textbox", "Sign-in link", &link).await?;
    page.click("button", "Sign in and save").await
}
