//! Schedules: changed by two at once, deleted, left with something unsaved, and somebody else's.

use anyhow::{Result, ensure};
use oz_domain::api::paths;
use oz_tests::{Engine, Person, visit};
use serde_json::json;

#[tokio::test]
async fn what_two_changed_of_a_schedule_is_kept_of_both() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        let made = api.schedule(json!({})).await?;
        visit.go(&format!("/schedules/{}", made.id)).await?;
        let page = visit.page();
        page.retype("textbox", "Name", "Renamed").await?;
        page.says("1 change not saved").await?;
        let theirs = json!({ "name": "Nightly", "cron_schedule": "30 8 * * *", "enabled": true, "prompt": "Theirs." });
        api.ask("PUT", &paths::schedule(made.id), &theirs, &[("if-match", "\"1\"")]).await?;

        page.click("button", "Save").await?;
        page.says("Changed meanwhile by").await?;
        ensure!(page.value("textbox", "Name").await? == "Renamed", "the name that was typed is lost");
        page.click("button", "Save").await?;

        page.says("Renamed was saved").await?;
        let kept = api.schedule_now(&made).await?;
        let all = (kept.name.as_str(), kept.cron_schedule.as_str(), kept.prompt.as_str());
        ensure!(all == ("Renamed", "30 8 * * *", "Theirs."), "one of both is lost: {all:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_schedule_is_deleted_after_a_question() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        let made = api.schedule(json!({})).await?;
        visit.go(&format!("/schedules/{}", made.id)).await?;

        visit.page().click("button", "Delete").await?;
        visit.page().get("dialog", "Delete Nightly?").await?;
        visit.page().click("button", "Cancel").await?;
        let deletions = visit.stack.spy().requests("DELETE", &paths::schedule(made.id));
        ensure!(deletions.is_empty(), "it was deleted without an answer");
        visit.page().click("button", "Delete").await?;
        visit.page().click("button", "Delete schedule").await?;

        visit.page().get("heading", "No schedules yet").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn changes_to_a_schedule_are_asked_about_before_they_are_lost() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/schedules/new").await?;
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

#[tokio::test]
async fn somebody_elses_own_schedule_is_no_schedule() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let made = visit.stack.api(Person::Colleague)?.schedule(json!({ "team": false })).await?;

        visit.go(&format!("/schedules/{}", made.id)).await?;
        visit.page().get("heading", "There is no such schedule").await?;
        visit.go("/schedules").await?;
        visit.page().get("heading", "No schedules yet").await.map(drop)
    })
    .await
}
