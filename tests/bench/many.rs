//! Ten thousand secrets: what is in the document, how fast a search answers a key press, what it all weighs.

use anyhow::{Context, Result, ensure};
use oz_tests::{Driver, Stack, wait};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::{Key, prelude::*};

use crate::{
    client::Client,
    first_list::{painted, signed_in},
    report::Section,
    seed::SERVICES,
    stats::{median, number, percentile},
};

const HOW: &str = "The list of 10,000 secrets, wholly loaded. Real key presses by WebDriver into the search field: the \
    first letters of each service's name, then the same deleted again, one key after the other, each begun when the \
    frame of the one before was done. A key press is timed from the browser's dispatch of the event to the end of its \
    handling (with all that it set off), and from the beginning of the next frame to that frame's end; the idle wait \
    between the two, for a display of 60 Hz up to 16.7 ms, is left out here and stands in its own row. The main \
    thread's own count of its work, by DevTools, is beside it. Memory is JavaScript's heap after a collection, plus \
    the linear memory of the WebAssembly.";

const LETTERS: usize = 5;
pub(crate) const MANY: u32 = 10_000;

/// One key press, in milliseconds of the page's clock.
#[derive(Deserialize)]
struct Stroke {
    began: f64,
    handled: f64,
    frame: f64,
    painted: f64,
}

impl Stroke {
    fn work(&self) -> f64 {
        (self.handled - self.began) + (self.painted - self.frame)
    }

    fn seen(&self) -> f64 {
        self.painted - self.began
    }
}

/// Measures the page over a store that holds 10,000 secrets.
///
/// # Errors
///
/// When the list doesn't come, or a search doesn't find what it should.
pub(crate) async fn measure(stack: &Stack, client: &Client) -> Result<Section> {
    let mut section = Section::new("Ten thousand secrets", HOW);
    section.figure("navigate_to_list_10k_ms", "list painted", painted(stack, client).await?, "ms");

    let browser = signed_in(stack, client).await?;
    browser.goto(format!("{}/secrets", stack.direct_origin())).await?;
    wait::until("the whole list", async || Ok(count(&browser).await?.contains("10000 secrets"))).await?;
    section.figure("rows_painted_10k", "rows in the document", rows(&browser).await?, "");

    let before = main_thread_ms(&browser).await?;
    let strokes = type_and_delete(&browser).await?;
    let task = (main_thread_ms(&browser).await? - before) / number(strokes.len());
    let of = |what: fn(&Stroke) -> f64| strokes.iter().map(what).collect::<Vec<_>>();
    let work = of(Stroke::work);
    section.barred("filter_10k_p95_ms", "key press to paint, 95 of 100", percentile(&work, 95), "ms", 16.0);
    section.figure("filter_10k_ms", "key press to paint", median(&work), "ms");
    section.figure("filter_10k_worst_ms", "key press to paint, the worst", percentile(&work, 100), "ms");
    let seen = of(Stroke::seen);
    section.figure(
        "filter_10k_with_wait_p95_ms",
        "the same with the wait for the display",
        percentile(&seen, 95),
        "ms",
    );
    section.figure("filter_10k_main_thread_ms", "mean work of the main thread for a key press", task, "ms");
    section.figure("filter_10k_key_presses", "key presses", number(strokes.len()), "");
    memory(&browser, &mut section).await?;
    browser.quit().await?;
    Ok(section)
}

/// Types and deletes, one key after the other, and gives the times of all key presses.
async fn type_and_delete(browser: &Driver) -> Result<Vec<Stroke>> {
    browser.script::<()>(include_str!("page/keystrokes.js"), &[]).await?;
    let search = browser.find(By::Css("input[type=search]")).await.context("no search field")?;
    search.focus().await?;
    let mut pressed = 0;
    for service in SERVICES {
        let letters: Vec<char> = service.chars().take(LETTERS).collect();
        for letter in &letters {
            pressed += 1;
            press(browser, &search, *letter, pressed).await?;
        }
        let first: String =
            browser.script("return document.querySelector('tbody tr:not([aria-hidden])').innerText", &[]).await?;
        ensure!(first.contains(service), "searching for `{service}` shows something else first");
        for _ in &letters {
            pressed += 1;
            press(browser, &search, char::from(Key::Backspace), pressed).await?;
        }
    }
    browser.script("return globalThis.ozStrokes", &[]).await
}

/// Presses a key and waits until the frame that shows its effect is done.
async fn press(browser: &Driver, search: &WebElement, key: char, so_many: usize) -> Result<()> {
    search.send_keys(key.to_string()).await?;
    let done = "for (let frames = 0; globalThis.ozStrokes.length < args[0]; frames += 1) {
            if (frames > 300) throw new Error('a key press changed nothing');
            await new Promise(requestAnimationFrame);
        }";
    browser.async_script::<()>(done, &[json!(so_many)]).await
}

async fn count(browser: &Driver) -> Result<String> {
    browser.script("return document.querySelector('[role=search] [role=status]')?.innerText ?? ''", &[]).await
}

async fn rows(browser: &Driver) -> Result<f64> {
    browser.script("return document.querySelectorAll('tbody tr:not([aria-hidden])').length", &[]).await
}

/// How long the page's main thread has worked so far, by `DevTools`.
async fn main_thread_ms(browser: &Driver) -> Result<f64> {
    browser.cdp().send_raw("Performance.enable", json!({})).await?;
    let answer = browser.cdp().send_raw("Performance.getMetrics", json!({})).await?;
    let metrics = answer["metrics"].as_array().context("no metrics")?;
    let task = metrics.iter().find(|metric| metric["name"] == "TaskDuration").context("no `TaskDuration`")?;
    Ok(task["value"].as_f64().context("no number")? * 1000.0)
}

async fn memory(browser: &Driver, section: &mut Section) -> Result<()> {
    browser.cdp().send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    let heap = browser.cdp().send_raw("Runtime.getHeapUsage", json!({})).await?;
    let heap = heap["usedSize"].as_f64().context("no heap")?;
    let linear: f64 = browser.script("return globalThis.ozWasm.memory.buffer.byteLength", &[]).await?;
    section.figure("memory_10k_bytes", "memory: heap and WebAssembly", heap + linear, "B");
    section.figure("memory_10k_heap_bytes", "JavaScript's heap", heap, "B");
    section.figure("memory_10k_wasm_bytes", "WebAssembly's memory", linear, "B");
    Ok(())
}
