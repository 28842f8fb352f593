//! Deleting and disabling what something needs: what that is is said before, and disabling is offered instead.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{SecretSummary, paths},
};
use oz_tests::{
    Engine, Person, Visit,
    page::{Row, Secrets},
    visit,
};
use serde_json::{Value, json};

/// A visit with a secret that an environment and an agent name.
async fn with_one_needed(steps: impl AsyncFnOnce(&mut Visit, SecretSummary) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        let secret = api.add("TOKEN", "fake-value", Scope::Team).await?;
        for (path, name) in [(paths::ENVIRONMENTS, "ops-tools"), (paths::AGENTS, "nightly")] {
            let named = json!({ "name": name, "secrets": [{ "name": "TOKEN" }] });
            api.read::<Value>("POST", path, &named).await?;
        }
        visit.sign_in().await?;
        steps(visit, secret).await
    })
    .await
}

/// Each change that was asked for: whether it was confirmed, and the status of its answer.
fn asked(visit: &Visit) -> Vec<(bool, u16)> {
    let changes =
        visit.stack.spy().changes().into_iter().filter(|sent| matches!(sent.method.as_str(), "PATCH" | "DELETE"));
    changes.map(|sent| (sent.target.ends_with("?confirm=true"), sent.status())).collect()
}

async fn says_who_needs_it(visit: &Visit) -> Result<()> {
    visit.page().says("Still named.").await?;
    visit.page().says("Environment ops-tools").await?;
    visit.page().says("Agent nightly").await
}

#[tokio::test]
async fn disabling_what_is_needed_says_by_what_and_waits_for_an_answer() -> Result<()> {
    with_one_needed(async |visit, _| {
        let (page, secrets) = (visit.page(), Secrets::on(visit.page()));

        secrets.choose("TOKEN", "Disable").await?;
        page.get("dialog", "Disable TOKEN?").await?;
        says_who_needs_it(visit).await?;
        page.click("button", "Cancel").await?;
        page.gone("dialog", "Disable TOKEN?").await?;
        ensure!(!secrets.row("TOKEN").await?.is_disabled(), "it was disabled without an answer");
        ensure!(asked(visit) == [(false, 409)], "{:?}", asked(visit));

        secrets.choose("TOKEN", "Disable").await?;
        page.click("button", "Disable all the same").await?;
        secrets.row_where("TOKEN", "disabled", Row::is_disabled).await?;
        page.gone("dialog", "Disable TOKEN?").await?;
        page.click("button", "Undo").await?;
        secrets.row_where("TOKEN", "enabled", |row| !row.is_disabled()).await?;
        ensure!(asked(visit)[1..] == [(false, 409), (true, 200), (false, 200)], "{:?}", asked(visit));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_to_be_deleted_and_is_needed_can_be_disabled_instead() -> Result<()> {
    with_one_needed(async |visit, secret| {
        let (page, secrets) = (visit.page(), Secrets::on(visit.page()));
        secrets.choose("TOKEN", "Delete").await?;
        page.says("kinds of runs get it").await?;

        // What needs it is said first, whichever of the two was wanted.
        page.click("button", "Disable instead").await?;
        says_who_needs_it(visit).await?;
        page.click("button", "Disable instead").await?;

        page.gone("dialog", "Delete TOKEN?").await?;
        secrets.row_where("TOKEN", "disabled", Row::is_disabled).await?;
        let api = visit.stack.api(Person::Admin)?;
        let now: SecretSummary =
            api.read("GET", &paths::secret(secret.id), &Value::Null).await.context("it is gone")?;
        ensure!(!now.enabled && now.revision == secret.revision, "it is {now:?}");
        secrets.choose("TOKEN", "Delete").await?;
        page.click("button", "Delete secret").await?;
        says_who_needs_it(visit).await?;
        ensure!(!page.has("button", "Disable instead").await?, "what is disabled already is to be disabled instead");
        page.click("button", "Delete all the same").await?;
        page.get("heading", "No secrets yet").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_session_that_ends_meanwhile_turns_disabling_into_nothing_else() -> Result<()> {
    with_one_needed(async |visit, _| {
        let (page, secrets) = (visit.page(), Secrets::on(visit.page()));
        secrets.choose("TOKEN", "Delete").await?;
        page.click("button", "Delete secret").await?;
        says_who_needs_it(visit).await?;
        visit.driver.delete_all_cookies().await?;

        page.click("button", "Disable instead").await?;
        page.get("dialog", "Sign in again").await?;
        let link = visit.stack.sign_in_link(Person::Admin, visit.stack.spy().origin())?;
        page.type_into("textbox", "Sign-in link", &link).await?;
        page.click("button", "Sign in and save").await?;

        secrets.row_where("TOKEN", "disabled", Row::is_disabled).await?;
        ensure!(asked(visit) == [(false, 409), (true, 401), (true, 200)], "{:?}", asked(visit));
        Ok(())
    })
    .await
}
