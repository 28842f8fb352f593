//! What holds for the whole workspace: administrators change it, others see it.

use anyhow::{Result, ensure};
use oz_domain::{
    Scope,
    api::{Settings, paths},
    resolve::DefaultInjection,
};
use oz_tests::{Engine, Person, visit};
use serde_json::Value;

#[tokio::test]
async fn an_administrator_decides_what_runs_get_where_nobody_says_so() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        visit.go("/settings").await?;
        visit.page().click("radio", "Only what is attached").await?;
        visit.page().click("button", "Save").await?;
        visit.page().says("The settings were saved").await?;

        let settings: Settings = api.read("GET", paths::SETTINGS, &Value::Null).await?;
        ensure!(settings.default_injection == DefaultInjection::AttachedOnly, "the server has {settings:?}");
        visit.go("/runs/new").await?;
        visit.page().says("It would get no secret.").await
    })
    .await
}

#[tokio::test]
async fn a_harness_that_is_switched_off_is_shown_as_such_and_can_not_be_chosen() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        visit.go("/settings").await?;
        visit.page().click("checkbox", "Codex").await?;
        visit.page().click("button", "Save").await?;
        visit.page().says("The settings were saved").await?;

        visit.go("/runs/new").await?;
        visit.page().says("Codex (switched off)").await?;
        let open: bool =
            visit.driver.script("return !document.querySelector('option[value=codex]').disabled", &[]).await?;
        ensure!(!open, "it can be chosen");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_member_sees_the_settings_and_can_not_change_them() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in_as(Person::Colleague).await?;
        visit.go("/settings").await?;
        visit.page().says("Only administrators change these.").await?;

        let open =
            "return [...document.querySelectorAll('main input')].filter((input) => !input.matches(':disabled')).length";
        let open: u64 = visit.driver.script(open, &[]).await?;
        ensure!(open == 0, "{open} of the settings can be changed");
        ensure!(!visit.page().has("button", "Save").await?, "they can be saved");
        Ok(())
    })
    .await
}
