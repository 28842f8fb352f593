//! Journeys.

use oz_tests::{Driver, Engine, Page, spy::*, axe, places};
use hyper::StatusCode;

async fn tries(engine: Engine) -> anyhow::Result<()> {
    let wire = if engine == Engine::WebKitGtk { Wire::Tls } else { Wire::Plain };
    let spy = WireSpy::listen(wire).await?;
    let html = std::fs::read_to_string("/work/shared/look/secrets.html")?;
    let css = std::fs::read_to_string("/work/shared/look/look.css")?;
    let mut page_answer = Answer::new(StatusCode::OK, "text/html", html);
    page_answer.headers.insert("content-security-policy", "default-src 'none'; style-src 'self'".parse()?);
    spy.tamper(Tamper::answer("GET", "/", page_answer));
    spy.tamper(Tamper::answer("GET", "/look.css", Answer::new(StatusCode::OK, "text/css", css)));
    let driver = Driver::start(engine).await?;
    driver.goto(format!("{}/", spy.origin())).await?;
    let page = Page::new(&driver);
    println!("{}", page.value("textbox", "Value").await?);
    page.retype("textbox", "Name", "RETYPED").await?;
    println!("{} / {}", page.value("textbox", "Name").await?, page.focus().await?);
    page.press("\u{e004}").await?;
    println!("{}", page.focus().await?);
    page.click("button", "Create secret").await?;
    println!("{:?} {}", page.has("link", "Secrets").await?, page.all("row", None).await?.len());
    println!("{}", page.has("group", "Scope").await?);
    for p in places::in_page(&driver).await.map_err(|e| println!("{e:#}")).unwrap_or_default() { println!("{:?} {}", p.place, p.bytes.len()); }
    if engine == Engine::Chromium {
        for s in [axe::Scheme::Light, axe::Scheme::Dark] {
            let v = axe::violations(&driver, s).await?;
            println!("axe {s:?} {:?}", v.iter().map(|v| (&v.id, v.elements.len())).collect::<Vec<_>>());
        }
        println!("{:?}", driver.browser_log().await?.len());
    }
    println!("reports {:?}", spy.policy_reports().len());
    driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn chromium() -> anyhow::Result<()> { tries(Engine::Chromium).await }
#[tokio::test]
async fn firefox() -> anyhow::Result<()> { tries(Engine::Firefox).await }
#[tokio::test]
async fn webkit() -> anyhow::Result<()> { tries(Engine::WebKitGtk).await }
