//! For everybody: axe-core's rules in both colour schemes in every state, and nothing that scrolls sideways at 320 px.

use anyhow::{Result, ensure};
use oz_domain::api::{Agent, Schedule, paths};
use oz_tests::{
    Engine, Person, Visit,
    axe::{self, Scheme},
    page::{Draft, Environments, Secrets},
    visit,
};
use serde_json::json;

/// Both schemes, and 320 px.
pub(crate) async fn holds(visit: &Visit, state: &str) -> Result<()> {
    for scheme in [Scheme::Light, Scheme::Dark] {
        let violations = axe::violations(&visit.driver, scheme).await?;
        ensure!(violations.is_empty(), "{state}, {scheme:?}: {violations:#?}");
    }
    for (width, height) in [(320, 640), (1200, 900)] {
        visit.driver.set_window_rect(0, 0, width, height).await?;
        let excess: i64 = visit.driver.script(SIDEWAYS, &[]).await?;
        ensure!(excess <= 0, "{state}: {excess} px stick out at {width} px");
    }
    Ok(())
}

/// By how many pixels anything that a person could scroll to sticks out sideways.
const SIDEWAYS: &str = "
    const boxes = [document.documentElement, ...document.querySelectorAll('dialog, dialog form, dialog .body, main')];
    return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
";

#[tokio::test]
async fn signed_out_and_signing_in_are_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.go("/secrets").await?;
        visit.page().get("heading", "You're signed out").await?;
        holds(visit, "signed out").await?;
        visit.go("/sign-in").await?;
        visit.page().click("button", "Sign in").await?;
        visit.page().says("no sign-in link").await?;
        holds(visit, "signing in, refused").await
    })
    .await
}

#[tokio::test]
async fn the_list_is_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        holds(visit, "empty list").await?;
        let long = "LONG_".repeat(25);
        secrets.add(&Draft::new(&long, "fake-value").described(&"many words ".repeat(20))).await?;
        secrets.add(&Draft::new("SHORT", "fake-value").personal()).await?;
        secrets.choose("SHORT", "Disable").await?;
        secrets.row_where("SHORT", "disabled", oz_tests::page::Row::is_disabled).await?;
        holds(visit, "list").await?;
        visit.page().click("button", "Actions for SHORT").await?;
        visit.page().get("menuitem", "Delete").await?;
        holds(visit, "menu").await?;
        secrets.search("nothing has this").await?;
        visit.page().get("heading", "No secret matches").await?;
        holds(visit, "no match").await
    })
    .await
}

#[tokio::test]
async fn adding_is_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;
        pane.is_ready().await?;
        holds(visit, "add, empty").await?;
        pane.create().await?;
        pane.tells("Name", "A name is needed.").await?;
        holds(visit, "add, refused").await?;
        pane.fill(&Draft::new("not a name", " KEY=value ")).await?;
        pane.tells("Name", "not a space").await?;
        holds(visit, "add, with hints").await?;
        pane.name("NAME").await?;
        pane.what_will_be_sent().await?;
        holds(visit, "add, with what will be sent").await?;
        pane.kind("Claude Code", Some("Bedrock access key")).await?;
        pane.create().await?;
        pane.tells("AWS region", "This is needed.").await?;
        holds(visit, "add, a credential").await?;
        visit.page().click("button", "Cancel").await?;
        visit.page().get("dialog", "Discard draft?").await?;
        holds(visit, "discard?").await
    })
    .await
}

#[tokio::test]
async fn environments_are_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let long = "LONG_".repeat(25);
        secrets.add(&Draft::new(&long, "fake-value")).await?;
        secrets.add(&Draft::new("MINE", "fake-value").personal()).await?;
        let page = visit.page();
        let environments = Environments::on(page);
        environments.open().await?;
        holds(visit, "no environments").await?;
        let form = environments.open_new().await?;
        page.click("button", "Create environment").await?;
        form.tells("Name", "A name is needed.").await?;
        holds(visit, "new environment, refused").await?;
        form.field("Name", "ops-tools").await?;
        page.click("button", "Add a command").await?;
        form.field("Command 1", "make ready").await?;
        form.only_these().await?;
        form.tick(&format!("{long}, team")).await?;
        form.tick("MINE, personal").await?;
        form.rename("MINE", "not a name").await?;
        page.click("radio", "A schedule").await?;
        holds(visit, "attaching").await?;
        form.rename("MINE", "").await?;
        form.create("ops-tools").await?;
        holds(visit, "an environment").await?;
        page.click("button", "Delete").await?;
        page.get("dialog", "Delete ops-tools?").await?;
        holds(visit, "deleting an environment").await?;
        page.click("button", "Cancel").await?;
        environments.open().await?;
        environments.tells("ops-tools", "2").await?;
        holds(visit, "environments").await
    })
    .await
}

#[tokio::test]
async fn changing_is_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?.add(&Draft::new("TOKEN", "fake-value")).await?;
        for choice in ["Replace value", "Edit description", "Delete"] {
            visit.go("/secrets").await?;
            Secrets::on(visit.page()).choose("TOKEN", choice).await?;
            visit.page().get("dialog", "…").await?;
            holds(visit, choice).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn agents_runs_and_settings_are_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        for (path, heading) in [
            ("/agents", "No agents yet"),
            ("/runs", "No runs yet"),
            ("/runs?show=failed", "No run has failed"),
            ("/runs/nowhere", "There is no such run"),
            ("/agents/nowhere", "There is no such agent"),
            ("/environments/nowhere", "There is no such environment"),
            ("/settings", "Settings"),
        ] {
            visit.go(path).await?;
            visit.page().get("heading", heading).await?;
            holds(visit, path).await?;
        }
        let api = visit.stack.api(Person::Admin)?;
        let agent = json!({ "name": "n".repeat(100), "description": "many words ".repeat(20).trim(), "secrets": [{ "name": "GONE" }] });
        let agent: Agent = api.read("POST", paths::AGENTS, &agent).await?;
        let run = json!({ "prompt": "word".repeat(60), "config": { "secrets": [{ "name": "N".repeat(128) }] } });
        let run = api.start(run).await?;
        api.claim(&run).await?;
        for (path, says) in [
            ("/agents".to_owned(), "1 secret"),
            (format!("/agents/{}", agent.uid), "What would its runs get?"),
            ("/agents/new".to_owned(), "What would its runs get?"),
            ("/runs".to_owned(), "Fewer secrets than asked"),
            (format!("/runs/{}", run.run_id), "1 is lacking"),
            ("/runs/new".to_owned(), "It would get"),
        ] {
            visit.go(&path).await?;
            visit.page().says(says).await?;
            holds(visit, &path).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn schedules_are_for_everybody() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        for (path, heading) in [("/schedules", "No schedules yet"), ("/schedules/nowhere", "There is no such schedule")]
        {
            visit.go(path).await?;
            visit.page().get("heading", heading).await?;
            holds(visit, path).await?;
        }
        let api = visit.stack.api(Person::Admin)?;
        let list = json!([{ "name": "N".repeat(128) }]);
        let schedule = json!({ "name": "n".repeat(100), "cron_schedule": "0 9 * * MON-FRI", "prompt": "word".repeat(60),
            "agent_config": { "secrets": list } });
        let made: Schedule = api.read("POST", paths::SCHEDULES, &schedule).await?;
        let paused = json!({ "name": "Paused", "cron_schedule": "0 9 1 1 *", "prompt": "p", "enabled": false });
        let _: Schedule = api.read("POST", paths::SCHEDULES, &paused).await?;
        for (path, says) in [
            ("/schedules".to_owned(), "Paused"),
            (format!("/schedules/{}", made.id), "09:00 UTC"),
            ("/schedules/new".to_owned(), "09:00 UTC"),
        ] {
            visit.go(&path).await?;
            visit.page().says(says).await?;
            holds(visit, &path).await?;
        }
        visit.page().retype("textbox", "Times, in UTC", "0 25 * * *").await?;
        visit.page().says("At character 3:").await?;
        holds(visit, "a line that can't be read").await
    })
    .await
}
