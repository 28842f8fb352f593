//! Finding secrets: search, scope, order, many pages, very many rows.

use anyhow::{Context, Result, ensure};
use hyper::StatusCode;
use oz_domain::{
    Scope,
    api::{SecretPage, paths},
};
use oz_tests::{
    Engine, Person, Visit,
    page::{Draft, Row, Secrets},
    spy::{Answer, Tamper},
    visit, wait,
};
use serde_json::{Value, json};

#[tokio::test]
async fn a_search_looks_in_names_and_descriptions() -> Result<()> {
    with_three(async |_, secrets| {
        secrets.search("beta").await?;
        secrets.shows(&["BETA"]).await?;
        secrets.search("Shop").await?;
        secrets.shows(&["ALPHA"]).await?;
        secrets.search("fake").await?;
        secrets.page().get("heading", "No secret matches").await?;
        secrets.page().click("button", "Show all").await?;
        secrets.shows(&["ALPHA", "BETA", "GAMMA"]).await
    })
    .await
}

/// Rows are written anew in the same elements: nothing of the secret that was there before may stay.
#[tokio::test]
async fn a_row_that_shows_another_secret_is_all_about_that_one() -> Result<()> {
    with_three(async |visit, secrets| {
        let pointed = async || -> Result<(String, String)> {
            let script = "const time = document.querySelector('tbody time');
                time.title ||= 'another time';
                time.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                return [time.title, new Date(time.dateTime).toLocaleString('default')]";
            visit.driver.script(script, &[]).await
        };
        let (title, time) = pointed().await?;
        ensure!(title == time, "the first row's time is {time}, told as {title}");
        secrets.search("beta").await?;
        secrets.shows(&["BETA"]).await?;
        let (title, time) = pointed().await?;
        ensure!(title == time, "the time is {time}, told as {title}");

        secrets.choose("BETA", "Disable").await?;
        secrets.row_where("BETA", "disabled", Row::is_disabled).await?;
        secrets.search("alpha").await?;
        secrets.shows(&["ALPHA"]).await?;
        ensure!(!secrets.row("ALPHA").await?.is_disabled(), "the secret that was in that row is disabled");
        Ok(())
    })
    .await
}

/// The menu goes with its row, and opens again when the row is back.
#[tokio::test]
async fn a_menu_is_closed_when_its_row_is_no_longer_there() -> Result<()> {
    with_three(async |visit, secrets| {
        let page = secrets.page();
        page.click("button", "Actions for BETA").await?;
        page.get("menuitem", "Delete").await?;

        let search = "const field = document.querySelector('input[type=search]');
            field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";
        visit.driver.script::<Value>(search, &[json!("alpha")]).await?;
        secrets.shows(&["ALPHA"]).await?;
        ensure!(!page.has("menuitem", "Delete").await?, "the menu of a row that is gone is still there");
        visit.driver.script::<Value>(search, &[json!("")]).await?;
        secrets.shows(&["ALPHA", "BETA", "GAMMA"]).await?;

        secrets.choose("BETA", "Disable").await?;
        secrets.row_where("BETA", "disabled", Row::is_disabled).await?;
        ensure!(!secrets.row("ALPHA").await?.is_disabled(), "another secret was disabled");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_scope_shows_only_its_own() -> Result<()> {
    with_three(async |_, secrets| {
        secrets.page().click("button", "Personal").await?;
        secrets.shows(&["GAMMA"]).await?;
        secrets.page().click("button", "Team").await?;
        secrets.shows(&["ALPHA", "BETA"]).await?;
        secrets.page().click("button", "All").await?;
        secrets.shows(&["ALPHA", "BETA", "GAMMA"]).await
    })
    .await
}

#[tokio::test]
async fn headings_sort_and_the_address_keeps_it() -> Result<()> {
    with_three(async |visit, secrets| {
        secrets.page().click("button", "Name").await?;
        secrets.shows(&["GAMMA", "BETA", "ALPHA"]).await?;
        secrets.page().click("button", "Updated").await?;
        secrets.shows(&["BETA", "GAMMA", "ALPHA"]).await?;
        secrets.search("a").await?;
        visit.driver.refresh().await?;
        secrets.wait_for_list().await?;
        secrets.shows(&["BETA", "GAMMA", "ALPHA"]).await
    })
    .await
}

/// Three secrets, added in another order than that of their names.
async fn with_three(steps: impl AsyncFnOnce(&Visit, Secrets<'_>) -> Result<()>) -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("ALPHA", "fake-a").described("For the shop")).await?;
        secrets.add(&Draft::new("GAMMA", "fake-c").personal()).await?;
        secrets.add(&Draft::new("BETA", "fake-b")).await?;
        steps(visit, secrets).await
    })
    .await
}

#[tokio::test]
async fn a_list_of_several_pages_is_whole() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for number in 0..130 {
            api.add(&format!("SECRET_{number:03}"), "fake-value", Scope::Team).await?;
        }

        let secrets = visit.sign_in().await?;

        visit.page().says("130 secrets").await?;
        secrets.search("SECRET_129").await?;
        secrets.shows(&["SECRET_129"]).await?;
        let asked = visit.stack.spy().requests("GET", paths::SECRETS).len();
        ensure!(asked >= 2, "one page held them all");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn ten_thousand_secrets_are_a_few_rows_at_a_time() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let one = visit.stack.api(Person::Admin)?.add("SAMPLE", "fake-value", Scope::Team).await?;
        let rows = rows_like(&serde_json::to_value(one)?, 10_000);
        let answer = json!({ "secrets": rows, "page_info": { "has_next_page": false }, "total": 10_000 });
        let answer = Answer::new(StatusCode::OK, "application/json", serde_json::to_vec(&answer)?);
        visit.stack.spy().tamper(Tamper::answer("GET", paths::SECRETS, answer));

        let secrets = visit.sign_in().await?;
        visit.page().says("10000 secrets").await?;
        let shown = secrets.names().await?;
        ensure!(shown.first().is_some_and(|name| name == "MANY_00000"), "{shown:?}");
        ensure!(shown.len() < 60, "{} rows are in the page", shown.len());

        secrets.scroll_to_end("MANY_09999").await?;
        let shown = secrets.names().await?;
        ensure!(shown.len() < 60, "{} rows are in the page", shown.len());
        secrets.search("MANY_04711").await?;
        secrets.shows(&["MANY_04711"]).await
    })
    .await
}

/// As many secrets like one, under other names.
fn rows_like(one: &Value, count: usize) -> Vec<Value> {
    let like = |number: usize| {
        let mut row = one.clone();
        row["id"] = format!("01890000-0000-7000-8000-{number:012x}").into();
        row["name"] = format!("MANY_{number:05}").into();
        row
    };
    (0..count).map(like).collect()
}

#[tokio::test]
async fn a_list_that_cannot_be_loaded_can_be_asked_for_again() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("THERE", "fake-value")).await?;
        visit.stack.spy().tamper(Tamper::lose("GET", paths::SECRETS));

        visit.go("/secrets").await?;
        secrets.page().says("The list couldn't be loaded").await?;
        visit.stack.spy().leave_alone();
        secrets.page().click("button", "Try again").await?;

        secrets.shows(&["THERE"]).await
    })
    .await
}

#[tokio::test]
async fn nothing_that_comes_back_has_a_value_sealed_or_not() -> Result<()> {
    with_three(async |visit, secrets| {
        visit.go("/secrets").await?;
        secrets.shows(&["ALPHA", "BETA", "GAMMA"]).await?;

        let spy = visit.stack.spy();
        let lists = spy.requests("GET", paths::SECRETS);
        let last = lists.last().and_then(|list| list.answer.clone()).context("no list was asked for")?;
        ensure!(serde_json::from_slice::<SecretPage>(&last.body)?.total == 3, "three are listed");
        for post in spy.requests("POST", paths::SECRETS) {
            let sealed = post.sent::<Value>()?["envelope"]["sealed"].as_str().context("it was sealed")?.to_owned();
            let came_back = spy.exchanges().iter().any(|exchange| {
                exchange
                    .answer
                    .as_ref()
                    .is_some_and(|answer| answer.body.windows(40).any(|part| part == &sealed.as_bytes()[..40]))
            });
            ensure!(!came_back, "an envelope came back");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn while_the_list_is_on_its_way_its_shape_is_shown() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
        visit.stack.spy().tamper(Tamper::hold("GET", paths::SECRETS, &gate).times(1));

        visit.go("/secrets").await?;
        wait::until("a shape", async || visit.page().has("status", "Loading the secrets").await).await?;
        gate.add_permits(1);

        visit.page().get("heading", "No secrets yet").await.map(drop)
    })
    .await
}
