//! Journeys.

use oz_tests::{Driver, Engine};

async fn tries(engine: Engine) -> anyhow::Result<()> {
    let t = std::time::Instant::now();
    let driver = Driver::start(engine).await?;
    let started = t.elapsed();
    driver.goto("data:text/html,<title>hi</title><p>hello").await?;
    let title: String = driver.script("return document.title", &[]).await?;
    let two: u32 = driver.async_script("return args[0] + 1", &[1.into()]).await?;
    driver.set_window_rect(0, 0, 320, 800).await?;
    let w: u32 = driver.script("return innerWidth", &[]).await?;
    println!("{engine:?} {title} {two} {w} start {started:?} all {:?}", t.elapsed());
    driver.quit().await?;
    println!("quit {:?}", t.elapsed());
    Ok(())
}

#[tokio::test]
async fn chromium() -> anyhow::Result<()> { tries(Engine::Chromium).await }
#[tokio::test]
async fn firefox() -> anyhow::Result<()> { tries(Engine::Firefox).await }
#[tokio::test]
async fn webkit() -> anyhow::Result<()> { tries(Engine::WebKitGtk).await }
