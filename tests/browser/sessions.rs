//! Signed in, signed out, and signed out in the middle of something.

use anyhow::{Result, ensure};
use hyper::StatusCode;
use oz_domain::{Scope, api::paths};
use oz_tests::{
    Engine, Person,
    page::Draft,
    spy::{Answer, Exchange, Tamper},
    visit,
};

#[tokio::test]
async fn somebody_who_is_signed_out_is_told_how_to_sign_in() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.go("/secrets").await?;

        visit.page().get("heading", "You're signed out").await?;
        visit.page().says("sign-in-link").await?;
        visit.page().click("link", "I have a link or a token").await?;
        let link = visit.stack.sign_in_link(Person::Admin, visit.stack.spy().origin())?;
        visit.page().type_into("textbox", "Sign-in link", &link).await?;
        visit.page().click("button", "Sign in").await?;
        visit.page().get("heading", "No secrets yet").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn the_token_of_a_link_leaves_the_address_and_works_once() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let link = visit.stack.sign_in_link(Person::Admin, visit.stack.spy().origin())?;
        visit.driver.goto(&link).await?;
        oz_tests::page::Secrets::on(visit.page()).wait_for_list().await?;
        ensure!(!visit.driver.current_url().await?.as_str().contains("token"), "it still is in the address");
        let in_an_address = visit.stack.spy().exchanges().iter().any(|exchange| exchange.target.contains("token="));
        ensure!(!in_an_address, "it went over the wire in an address");

        visit.page().click("button", "Sign out").await?;
        visit.page().get("heading", "You're signed out").await?;
        visit.driver.goto(&link).await?;
        visit.page().says("no longer works").await
    })
    .await
}

#[tokio::test]
async fn signing_out_leaves_nothing_of_the_list() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?.add(&Draft::new("GONE_FROM_SIGHT", "fake-value")).await?;

        visit.page().click("button", "Sign out").await?;

        visit.page().get("heading", "You're signed out").await?;
        ensure!(!visit.driver.source().await?.contains("GONE_FROM_SIGHT"), "the list is still in the page");
        visit.driver.back().await?;
        visit.go("/secrets").await?;
        visit.page().get("heading", "You're signed out").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_session_that_ends_while_editing_is_renewed_in_place() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let pane = secrets.open_add().await?;
        pane.fill(&Draft::new("KEPT", "fake-kept-value").described("Typed before")).await?;
        visit.driver.delete_all_cookies().await?;

        pane.create().await?;
        let window = visit.page();
        window.get("dialog", "Sign in again").await?;
        let link = visit.stack.sign_in_link(Person::Admin, visit.stack.spy().origin())?;
        window.type_into("textbox", "Sign-in link", &link).await?;
        window.click("button", "Sign in and save").await?;

        let row = secrets.row("KEPT").await?;
        ensure!(row.head.contains("Typed before"), "{row:?}");
        let posts = visit.stack.spy().requests("POST", paths::SECRETS);
        let statuses: Vec<u16> = posts.iter().map(Exchange::status).collect();
        ensure!(statuses == [401, 201], "{statuses:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn not_signing_in_again_keeps_the_form() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;
        pane.fill(&Draft::new("KEPT", "fake-kept-value")).await?;
        visit.driver.delete_all_cookies().await?;

        pane.create().await?;
        visit.page().click("button", "Not now").await?;

        visit.page().get("dialog", "Add secret").await?;
        ensure!(visit.page().value("textbox", "Name").await? == "KEPT", "the name is lost");
        ensure!(visit.page().value("textbox", "Value").await? == "fake-kept-value", "the value is lost");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn somebody_else_who_signs_in_again_gets_neither_the_draft_nor_the_list() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.stack.api(Person::Admin)?.add("MINE_ALONE", "fake-value", Scope::Personal).await?;
        let secrets = visit.sign_in().await?;
        secrets.shows(&["MINE_ALONE"]).await?;
        let pane = secrets.open_add().await?;
        pane.fill(&Draft::new("DRAFT", "fake-draft")).await?;
        visit.driver.delete_all_cookies().await?;

        pane.create().await?;
        let window = visit.page();
        window.get("dialog", "Sign in again").await?;
        let link = visit.stack.sign_in_link(Person::Colleague, visit.stack.spy().origin())?;
        window.type_into("textbox", "Sign-in link", &link).await?;
        window.click("button", "Sign in and save").await?;

        window.says("Somebody else is signed in now").await?;
        window.gone("dialog", "Add secret").await?;
        secrets.shows(&[]).await?;
        let posts = visit.stack.spy().requests("POST", paths::SECRETS);
        ensure!(posts.iter().map(Exchange::status).eq([401]), "the draft was saved as somebody else's");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_takes_no_sessions_place_while_the_server_cannot_say_whether_there_is_one() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.expect_failure();
        let trouble = Answer::new(StatusCode::SERVICE_UNAVAILABLE, "text/plain", b"try later".to_vec());
        visit.stack.spy().tamper(Tamper::answer("GET", paths::SESSION, trouble));
        let link = visit.stack.sign_in_link(Person::Admin, visit.stack.spy().origin())?;

        visit.driver.goto(&link).await?;

        visit.page().get("textbox", "Sign-in link").await?;
        ensure!(visit.stack.spy().requests("POST", paths::SESSION).is_empty(), "the link was used");
        Ok(())
    })
    .await
}
