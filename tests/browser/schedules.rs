//! Schedules: made with their next times in sight, paused and resumed, flagged before a run falls short.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{Schedule, SchedulePage, paths},
};
use oz_tests::{Api, Engine, Person, visit, wait};
use serde_json::{Value, json};

async fn only_one(api: &Api) -> Result<Schedule> {
    let SchedulePage { mut schedules, .. } = api.read("GET", paths::SCHEDULES, &Value::Null).await?;
    ensure!(schedules.len() == 1, "there are {} schedules", schedules.len());
    Ok(schedules.remove(0))
}

#[tokio::test]
async fn a_schedule_is_made_with_its_next_times_in_sight() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        visit.go("/schedules").await?;
        let page = visit.page();
        page.click("link", "Make the first schedule").await?;

        page.type_into("textbox", "Name", "Spring cleaning").await?;
        page.type_into("textbox", "Prompt", "Sweep the floor").await?;
        page.retype("textbox", "Times, in UTC", "30 7 1 3 *").await?;
        page.says("1 Mar").await?;
        let list = page.get("list", "Its next times").await?;
        let shown = page.all_within(Some(&list), "listitem", None).await?.len();
        let words = page.words().await?;
        ensure!(shown == 5 && words.contains("07:30 UTC") && words.contains("in 4 years"), "{shown} times: {words}");
        page.click("button", "Mondays at 09:00").await?;
        page.says("09:00 UTC").await?;
        page.click("button", "Create schedule").await?;

        page.get("link", "Spring cleaning").await?;
        let made = only_one(&api).await?;
        ensure!(made.cron_schedule == "0 9 * * MON" && made.prompt.as_str() == "Sweep the floor", "{made:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_line_that_cannot_be_read_is_told_with_its_place_and_not_sent() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/schedules/new").await?;
        let page = visit.page();
        page.type_into("textbox", "Name", "Never").await?;
        page.type_into("textbox", "Prompt", "Do it").await?;

        page.retype("textbox", "Times, in UTC", "0 25 * * *").await?;
        page.says("At character 3: the hour is 0 to 23, not 25.").await?;
        page.retype("textbox", "Times, in UTC", "0 0 30 2 *").await?;
        page.says("These times never come").await?;
        page.click("button", "Create schedule").await?;
        wait::until("the focus on the line", async || Ok(page.focus().await? == "textbox Times, in UTC")).await?;
        // Also when there is no time to look at it before.
        page.retype("textbox", "Times, in UTC", "0 9 * *").await?;
        page.click("button", "Create schedule").await?;
        page.says("At character 8: the day of the week is missing").await?;

        let sent = visit.stack.spy().requests("POST", paths::SCHEDULES);
        ensure!(sent.is_empty(), "it was sent all the same");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_schedule_is_paused_and_resumed_from_the_list_and_from_its_page() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let api = visit.stack.api(Person::Admin)?;
        let made = api.schedule(json!({})).await?;
        visit.go("/schedules").await?;
        let page = visit.page();

        page.click("button", "Pause Nightly").await?;
        page.says("Nightly was paused").await?;
        page.get("button", "Resume Nightly").await?;
        ensure!(page.focus().await? == "button Resume Nightly", "the focus is lost");
        ensure!(!api.schedule_now(&made).await?.enabled, "it isn't paused");
        page.click("link", "Nightly").await?;
        page.retype("textbox", "Name", "Typed meanwhile").await?;
        page.click("button", "Resume").await?;
        page.says("Nightly was resumed").await?;

        page.get("button", "Pause").await?;
        ensure!(api.schedule_now(&made).await?.enabled, "it isn't resumed");
        ensure!(page.value("textbox", "Name").await? == "Typed meanwhile", "what was typed is lost");
        page.click("button", "Save").await?;
        page.says("Typed meanwhile was saved").await
    })
    .await
}

#[tokio::test]
async fn a_schedule_whose_next_run_would_get_less_than_its_last_is_flagged() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("STAYS", "fake-value", Scope::Team).await?;
        let goes = api.add("GOES", "fake-value", Scope::Team).await?;
        let list = json!([{ "name": "STAYS" }, { "name": "GOES" }]);
        let made =
            api.schedule_that_ran(&visit.stack.runner()?, json!({ "agent_config": { "secrets": list } })).await?;
        visit.go("/schedules").await?;
        let page = visit.page();
        page.says("Starting").await?;
        ensure!(!page.words().await?.contains("Its next run"), "it is flagged while nothing is lost");
        let removed = format!("{}?confirm=true", paths::secret(goes.id));
        api.ask("DELETE", &removed, &Value::Null, &[("if-match", "\"1\"")]).await?;

        visit.go("/schedules").await?;
        page.says("Its next run would get 1 secret fewer than its last: GOES.").await?;
        visit.go(&format!("/schedules/{}", made.id)).await?;
        page.says("Its next run would get 1 secret fewer than its last: GOES.").await?;
        page.click("radio", "None").await?;
        page.says("Its next run would get 2 secrets fewer than its last").await?;
        page.click("button", "Discard").await?;
        let run = made.last_run.context("it made a run")?.run_id;
        page.click("link", "Last run").await?;
        page.get("heading", "Nightly").await?;
        let url = visit.driver.current_url().await?;
        ensure!(url.path().ends_with(&run.to_string()), "the last run's link leads to {url}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_personal_secret_is_said_to_be_left_out() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("OURS", "fake-value", Scope::Team).await?;
        api.add("MINE", "fake-value", Scope::Personal).await?;
        visit.go("/schedules/new").await?;
        let page = visit.page();

        page.says("It would get 1 secret.").await?;
        page.says("they are never given a personal secret").await?;
        page.click("radio", "Only these").await?;
        page.click("checkbox", "MINE, personal").await?;

        page.says("A personal secret is left out of runs that nobody stands behind").await?;
        page.says("It would get no secret.").await?;
        ensure!(!page.has("radio", "Me").await?, "somebody else could be chosen to start it");
        Ok(())
    })
    .await
}
