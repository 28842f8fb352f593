//! Rows are written anew in place: the focus follows the secret, not the place.

use anyhow::Result;
use oz_domain::Scope;
use oz_tests::{
    Engine, Person, Visit,
    page::{Draft, Secrets},
    visit, wait,
};

#[tokio::test]
async fn it_goes_where_its_secret_goes_and_to_the_main_part_when_that_is_gone() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("TOKEN", "fake-value")).await?;
        secrets.add(&Draft::new("LATER", "fake-value")).await?;
        visit.page().click("button", "Updated").await?;
        secrets.shows(&["LATER", "TOKEN"]).await?;

        secrets.choose("TOKEN", "Disable").await?;
        secrets.shows(&["TOKEN", "LATER"]).await?;
        is_on(visit, "button Actions for TOKEN").await?;

        secrets.delete("TOKEN").await?;
        secrets.shows(&["LATER"]).await?;
        holds(visit, "document.activeElement.id === 'main'").await
    })
    .await
}

#[tokio::test]
async fn of_two_secrets_of_one_name_it_stays_with_its_own() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("TOKEN", "fake-value")).await?;
        let rows = "[...document.querySelectorAll('tbody tr:has(.name)')]";
        holds(visit, &format!("{rows}.length === 1")).await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("TOKEN", "fake-value", Scope::Personal).await?;
        visit.go("/secrets?sort=-updated").await?;
        let order = |first, second| {
            let scopes = format!("{rows}.map(row => row.querySelector('.scope').textContent).join()");
            format!("{scopes} === '{first},{second}'")
        };
        holds(visit, &order("Personal", "Team")).await?;

        visit.driver.script::<()>(&format!("{rows}[1].querySelector('button').click()"), &[]).await?;
        visit.page().click("menuitem", "Disable").await?;

        holds(visit, &order("Team", "Personal")).await?;
        holds(visit, &format!("document.activeElement === {rows}[0].querySelector('button')")).await
    })
    .await
}

#[tokio::test]
async fn it_follows_further_than_the_screen() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        for number in 0..60 {
            api.add(&format!("SECRET_{number:02}"), "fake-value", Scope::Team).await?;
        }
        visit.sign_in().await?;
        visit.go("/secrets?sort=-updated").await?;
        let secrets = Secrets::on(visit.page());
        secrets.wait_for_list().await?;
        visit.driver.script::<()>("scrollTo(0, document.body.scrollHeight)", &[]).await?;

        secrets.choose("SECRET_00", "Disable").await?;

        is_on(visit, "button Actions for SECRET_00").await?;
        holds(visit, "document.activeElement.closest('tr').ariaRowIndex === '2'").await
    })
    .await
}

async fn is_on(visit: &Visit, control: &str) -> Result<()> {
    wait::until(&format!("the focus on {control}"), async || Ok(visit.page().focus().await? == control)).await
}

async fn holds(visit: &Visit, condition: &str) -> Result<()> {
    let script = format!("return {condition}");
    wait::until(condition, async || Ok(visit.driver.script(&script, &[]).await.unwrap_or_default())).await
}
