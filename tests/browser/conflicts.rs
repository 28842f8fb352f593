//! Others at work at the same time: another tab, a renewed key, an answer that got lost.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{CreateSecret, SecretPage, paths},
};
use oz_tests::{
    Engine, Person,
    page::{Draft, Secrets},
    spy::Tamper,
    visit,
};
use serde_json::Value;

#[tokio::test]
async fn the_second_of_two_tabs_is_told_and_loses_nothing() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("SHARED", "fake-first-value")).await?;
        let first = visit.driver.window().await?;
        let pane = secrets.open_replace("SHARED").await?;
        pane.value("fake-from-the-first-tab").await?;

        let second = visit.driver.new_tab().await?;
        visit.driver.switch_to_window(second).await?;
        visit.go("/secrets").await?;
        let other = Secrets::on(visit.page()).open_replace("SHARED").await?;
        other.value("fake-from-the-second-tab").await?;
        other.replace().await?;
        other.closed().await?;
        visit.driver.switch_to_window(first).await?;
        pane.replace().await?;

        visit.page().says("Changed meanwhile by you, in another tab or window").await?;
        let refused = visit.stack.spy().changes();
        ensure!(refused.last().is_some_and(|last| last.status() == 412), "the server let it through");
        ensure!(visit.page().value("textbox", "Value").await? == "fake-from-the-first-tab", "the text is lost");
        pane.replace_anyway().await?;
        pane.closed().await?;
        let sent: Value = visit.stack.spy().changes().last().context("nothing was sent")?.sent()?;
        ensure!(sent["revision"] == 3, "it was sealed for revision {}", sent["revision"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_key_renewed_in_between_costs_one_retry_and_no_question() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let pane = secrets.open_add().await?;
        pane.fill(&Draft::new("RENEWED", "fake-value")).await?;
        pane.is_ready().await?;

        visit.stack.renew_key()?;
        pane.create().await?;
        pane.closed().await?;

        let posts = visit.stack.spy().requests("POST", paths::SECRETS);
        let statuses: Vec<u16> = posts.iter().map(oz_tests::spy::Exchange::status).collect();
        ensure!(statuses == [409, 201], "{statuses:?}");
        let [first, second] = [posts[0].sent::<CreateSecret>()?, posts[1].sent::<CreateSecret>()?];
        ensure!(first.envelope.kid() != second.envelope.kid(), "sealed to the same key again");
        ensure!(first.envelope.sealed_bytes() != second.envelope.sealed_bytes(), "not sealed again");
        secrets.row("RENEWED").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn an_answer_that_got_lost_does_not_store_twice() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let pane = secrets.open_add().await?;
        pane.fill(&Draft::new("ONCE", "fake-value")).await?;
        // Not once but until told otherwise: a browser may by itself ask again over a new connection.
        visit.stack.spy().tamper(Tamper::lose_answer("POST", paths::SECRETS));

        pane.create().await?;
        visit.page().says("The server can't be reached").await?;
        ensure!(visit.page().value("textbox", "Value").await? == "fake-value", "the text is lost");
        visit.stack.spy().leave_alone();
        pane.create().await?;
        pane.closed().await?;

        secrets.shows(&["ONCE"]).await?;
        let list: SecretPage = visit.stack.api(Person::Admin)?.read("GET", paths::SECRETS, &Value::Null).await?;
        ensure!(list.total == 1, "there are {}", list.total);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn somebody_elses_personal_secret_is_not_listed() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut colleague = visit.stack.api(Person::Colleague)?;
        colleague.add("THEIRS", "fake-theirs", Scope::Personal).await?;
        colleague.add("OURS", "fake-ours", Scope::Team).await?;

        let secrets = visit.sign_in().await?;

        secrets.shows(&["OURS"]).await?;
        let row = secrets.row("OURS").await?;
        ensure!(row.updated_by == Person::Colleague.email(), "{row:?}");
        Ok(())
    })
    .await
}
