//! A browser that goes from one visit to the next takes nothing along.

use anyhow::{Context, Result, ensure};
use oz_tests::{
    Driver, Engine, Stack,
    axe::{self, Scheme},
    spy::Wire,
};
use serde_json::{Value, json};

/// Leaves something in each place that outlives a page.
const LEAVE: &str = "
    document.cookie = 'left=1; max-age=9999';
    localStorage.setItem('left', 'left');
    sessionStorage.setItem('left', 'left');
    window.name = 'left';
    await new Promise((done, failed) => Object.assign(indexedDB.open('left'), { onsuccess: done, onerror: failed }));
    await (await caches.open('left')).put('/left', new Response('left'));
    console.error('left');
";

/// What of it is there.
const FIND: &str = "
    const databases = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name === 'left');
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return [document.cookie, localStorage.left, sessionStorage.left, window.name, databases, await caches.keys(), dark];
";

#[tokio::test]
async fn a_visit_finds_nothing_of_the_one_before_in_chromium() -> Result<()> {
    finds_nothing(Engine::Chromium).await
}

#[tokio::test]
async fn a_visit_finds_nothing_of_the_one_before_in_firefox() -> Result<()> {
    finds_nothing(Engine::Firefox).await
}

async fn finds_nothing(engine: Engine) -> Result<()> {
    let stack = Stack::start(Wire::Plain).await?;
    let driver = Driver::lent(engine).await?;
    let before = look(&driver, &stack).await?;
    let size = driver.get_window_rect().await?;
    driver.async_script::<Value>(LEAVE, &[]).await?;
    if engine == Engine::Chromium {
        axe::violations(&driver, Scheme::Dark).await?;
    }
    driver.set_window_rect(0, 0, 700, 700).await?;
    driver.new_tab().await?;
    let left = driver.async_script::<Value>(FIND, &[]).await?;
    ensure!(left != before && left[1] == "left", "nothing was left, so nothing is shown: {left}");

    let driver = driver.fresh().await?;

    let windows = driver.windows().await?.len();
    ensure!(windows == 1, "there are {windows} windows");
    let now = driver.get_window_rect().await?;
    ensure!((now.width, now.height) == (size.width, size.height), "the window is {now:?}, was {size:?}");
    let after = look(&driver, &stack).await?;
    ensure!(after == before, "there is {after}, was {before}");
    let fetched = cached(&stack).context("nothing may be kept in a cache")?;
    ensure!(fetched == 2, "what may be kept in a cache was fetched {fetched} times");
    if engine == Engine::Chromium {
        let log = driver.browser_log().await?;
        ensure!(log.iter().all(|line| !line.message.contains("left")), "{log:?}");
    }
    driver.give_back().await
}

/// Opens the page and says what is there.
async fn look(driver: &Driver, stack: &Stack) -> Result<Value> {
    driver.goto(format!("{}/secrets", stack.spy().origin())).await?;
    oz_tests::Page::new(driver).get("heading", "You're signed out").await?;
    let found: Value = driver.async_script(FIND, &[]).await?;
    ensure!(found[1] != json!("left"), "something was left: {found}");
    Ok(found)
}

/// How often the first file was fetched that a browser may keep for ever.
fn cached(stack: &Stack) -> Option<usize> {
    let may_be_kept = |value: &str| value.contains("immutable");
    let exchanges = stack.spy().exchanges();
    let first = exchanges.iter().find(|exchange| {
        let headers = exchange.answer.as_ref().map(|answer| &answer.headers);
        headers.and_then(|all| all.get("cache-control")?.to_str().ok()).is_some_and(may_be_kept)
    })?;
    Some(stack.spy().requests("GET", first.path()).len())
}
