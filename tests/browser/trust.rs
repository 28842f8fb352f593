//! Keys that nobody vouches for: the page seals nothing, says so, and sends nothing.

use anyhow::{Context, Result, ensure};
use hyper::StatusCode;
use oz_crypto::IdentityKey;
use oz_domain::api::{KeyManifest, paths};
use oz_tests::{
    Engine, Person, Visit,
    page::{AddPane, Draft},
    spy::{Answer, Tamper},
    visit,
};

#[tokio::test]
async fn a_changed_identity_stops_sealing() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        remembers_the_server(visit).await?;
        let honest = visit.stack.api(Person::Admin)?.keys().await?;
        let was = honest.verify(None)?.identity().fingerprint().to_string();
        let forged = honest.verify(None)?.manifest().clone().sign(&IdentityKey::generate()?);
        let now = forged.verify(None)?.identity().fingerprint().to_string();
        answers_with(visit, &forged)?;

        let pane = fills_in(visit).await?;

        visit.page().says(&was).await?;
        visit.page().says(&now).await?;
        sends_nothing(visit, pane).await
    })
    .await
}

#[tokio::test]
async fn an_older_list_of_keys_stops_sealing() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let older = visit.stack.api(Person::Admin)?.keys().await?;
        visit.stack.renew_key()?;
        remembers_the_server(visit).await?;
        answers_with(visit, &older)?;

        let pane = fills_in(visit).await?;

        visit.page().says("older").await?;
        sends_nothing(visit, pane).await
    })
    .await
}

#[tokio::test]
async fn a_list_of_keys_with_a_wrong_signature_stops_sealing() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let honest = visit.stack.api(Person::Admin)?.keys().await?;
        let mut json = serde_json::to_value(&honest)?;
        json["issued_at"] = "2000-01-01T00:00:00.000Z".into();
        let answer = Answer::new(StatusCode::OK, "application/json", serde_json::to_vec(&json)?);
        visit.sign_in().await?;
        visit.stack.spy().tamper(Tamper::answer("GET", paths::KEYS, answer));

        let pane = fills_in(visit).await?;

        visit.page().says("signature").await?;
        sends_nothing(visit, pane).await
    })
    .await
}

#[tokio::test]
async fn keys_of_another_workspace_stop_sealing() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut manifest = visit.stack.api(Person::Admin)?.keys().await?.verify(None)?.manifest().clone();
        manifest.workspace_id = "0197c3a0-0000-7000-8000-000000000001".to_owned();
        visit.sign_in().await?;
        answers_with(visit, &manifest.sign(&IdentityKey::generate()?))?;

        let pane = fills_in(visit).await?;

        visit.page().says("another workspace").await?;
        sends_nothing(visit, pane).await
    })
    .await
}

#[tokio::test]
async fn a_new_identity_is_sealed_to_once_a_person_has_compared_it() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        remembers_the_server(visit).await?;
        let honest = visit.stack.api(Person::Admin)?.keys().await?;
        let moved = honest.verify(None)?.manifest().clone().sign(&IdentityKey::generate()?);
        answers_with(visit, &moved)?;

        let pane = fills_in(visit).await?;
        let window = visit.page();
        let fingerprint = moved.verify(None)?.identity().fingerprint();
        window.click("checkbox", &format!("The server printed {fingerprint}")).await?;
        window.click("button", "Trust the new identity").await?;
        pane.create().await?;
        pane.closed().await
    })
    .await
}

#[tokio::test]
async fn a_memory_that_cannot_be_read_is_not_taken_for_none() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        remembers_the_server(visit).await?;
        let damage = "for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{\"identity\":1}')";
        visit.driver.script::<serde_json::Value>(damage, &[]).await?;
        visit.go("/secrets").await?;

        let pane = fills_in(visit).await?;

        visit.page().says("is damaged").await?;
        sends_nothing(visit, pane).await
    })
    .await
}

/// Signs in and saves once: from then on the browser remembers who vouches for the keys.
async fn remembers_the_server(visit: &Visit) -> Result<()> {
    visit.sign_in().await?.add(&Draft::new("BEFORE", "fake-before")).await?;
    visit.go("/secrets").await
}

fn answers_with(visit: &Visit, keys: &KeyManifest) -> Result<()> {
    let answer = Answer::new(StatusCode::OK, "application/json", serde_json::to_vec(keys)?);
    visit.stack.spy().tamper(Tamper::answer("GET", paths::KEYS, answer));
    Ok(())
}

async fn fills_in(visit: &Visit) -> Result<AddPane<'_>> {
    let pane = oz_tests::page::Secrets::on(visit.page()).open_add().await?;
    pane.fill(&Draft::new("AFTER", "fake-after")).await?;
    Ok(pane)
}

/// Presses the button all the same.
async fn sends_nothing(visit: &Visit, pane: AddPane<'_>) -> Result<()> {
    let before = visit.stack.spy().changes().len();
    pane.create().await.context("the button can be pressed")?;
    visit.page().get("dialog", "Add secret").await?;
    // Whatever is sent is sent before the next answer to something that was asked later.
    visit.driver.async_script::<u16>("return (await fetch('/healthz')).status", &[]).await?;
    let sent = visit.stack.spy().changes().len() - before;
    ensure!(sent == 0, "it was sent all the same");
    ensure!(visit.page().value("textbox", "Value").await? == "fake-after", "the text is lost");
    Ok(())
}
